use super::{KNOWN_NEIGHBOURS, Lab, LabError};

#[test]
fn hosts_need_not_ask_for_each_other() -> Result<(), LabError> {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let (one, two) = (lab.host()?, lab.host()?);
    two.run("ip link show dev eth0 | grep -q 02:00:00:00:00:02")?;
    one.run("ip neigh show to 198.51.100.2 nud permanent | grep -q 02:00:00:00:00:02")?;
    one.run(&format!("test $(ip -4 neigh show dev eth0 nud permanent | wc -l) = {}", KNOWN_NEIGHBOURS - 1))?;
    two.run("test -z \"$(ip -4 neigh show to 198.51.100.2)\"")
}
