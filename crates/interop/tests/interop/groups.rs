//! Groups of three: clients of ours and of the releases that have groups found, invite, find and join, over every path. The second is a
//! friend of the founder and is invited, the third knows the chat id. With the reference's own clients alone the same story tests the harness.

use std::time::Duration;

use toxcore_interop::circle::{Circle, Step, play_over};
use toxcore_interop::conference::Cast;
use toxcore_interop::matrix::Family;
use toxcore_interop::players::Way;
use toxcore_interop::scenario::{MEET, Outcome};
use toxcore_interop::{ClientKind, Udp};

use crate::cast::{LIBRARY, MIXED, OURS, RELAYS, SID, TRIXIE, UDP};

const FOUNDER: usize = 0;
const FRIEND: usize = 1;
const STRANGER: usize = 2;
const NAMES: [&str; 3] = ["founder", "friend", "stranger"];
const ALL: [usize; 3] = [FOUNDER, FRIEND, STRANGER];
/// Roles by their numbers. Protocol: groups, Roles.
const MODERATOR: u32 = 1;
const USER: u32 = 2;
const OBSERVER: u32 = 3;
/// Longest text, longest one that a member running the reference takes in private, longest packet, longest topic, in bytes.
/// Protocol: groups, Messages.
const MAX_TEXT: usize = 1_372;
const MAX_PRIVATE: usize = 1_367;
const MAX_PACKET: usize = 1_373;
const MAX_TOPIC: usize = 512;
/// Longest join by the chat id where a client of ours is in the group or comes in: our choice, ten times what it takes on a loaded machine
/// where somebody has no UDP.
const JOIN: Duration = Duration::from_secs(30);

/// The story: they come in, talk, are moderated, one is put out and comes again, all restart.
fn play(cast: Cast) -> Outcome {
    let join = move |circle: &mut Circle| the_stranger_finds_it(circle, cast);
    let restart = move |circle: &mut Circle| all_restart(circle, cast);
    let steps: [Step<'_>; 10] = [
        ("meet", &|circle| circle.befriend(FOUNDER, FRIEND)),
        ("invite", &the_friend_is_invited),
        ("join", &join),
        ("talk", &all_talk),
        ("whisper", &all_whisper),
        ("packets", &all_send_packets),
        ("topics", &topics_are_set),
        ("roles", &roles_are_given),
        ("put out", &one_is_put_out),
        ("restart", &restart),
    ];
    let way = |who: usize| Way { udp: cast.udp[who], family: cast.family };
    play_over(&ALL.map(|who| (NAMES[who], cast.kinds[who], way(who))), &steps)
}

fn long(length: usize) -> String {
    "the longest that there is ".repeat(length).get(..length).unwrap_or_default().to_owned()
}

fn the_friend_is_invited(circle: &mut Circle) -> Outcome {
    circle.found(FOUNDER, "readers", "")?;
    circle.invite(FOUNDER, FRIEND, "readers")?;
    circle.all_see(&[FOUNDER, FRIEND])
}

fn the_stranger_finds_it(circle: &mut Circle, cast: Cast) -> Outcome {
    let is_reference = |kind: &ClientKind| matches!(kind, ClientKind::Reference(_));
    // Clients of the reference alone may take longer, and so may 0.2.20 without UDP.
    let is_slow = cast.kinds[STRANGER] == TRIXIE && cast.udp[STRANGER] == Udp::Disabled;
    let longest = if is_slow || cast.kinds.iter().all(is_reference) { MEET } else { JOIN };
    circle.knock(STRANGER, "")?;
    circle.is_in_within(STRANGER, longest)?;
    circle.all_see(&ALL)
}

fn all_talk(circle: &mut Circle) -> Outcome {
    ALL.iter().try_for_each(|who| {
        ["x", &long(MAX_TEXT), "waves"].iter().try_for_each(|text| circle.says(*who, &ALL, text))?;
        circle.bid_in_vain(*who, &format!("send {}!", long(MAX_TEXT)))
    })
}

/// Each to each.
fn pairs() -> impl Iterator<Item = (usize, usize)> {
    ALL.into_iter().flat_map(|who| ALL.map(|to| (who, to))).filter(|(who, to)| who != to)
}

fn all_whisper(circle: &mut Circle) -> Outcome {
    pairs().try_for_each(|(who, to)| {
        ["x", &long(MAX_PRIVATE)].iter().try_for_each(|text| {
            let peer = circle.number(who, to)?;
            circle.does(who, &[to], (&format!("whisper {peer} {text}"), "private", text))
        })
    })
}

fn all_send_packets(circle: &mut Circle) -> Outcome {
    for way in ["lossless", "lossy"] {
        let packet = |who: usize| format!("{:02X}", 0xa0 + who).repeat(MAX_PACKET);
        for who in ALL {
            circle.does(who, &ALL, (&format!("packet all {way} {}", packet(who)), "packet", &packet(who)))?;
        }
        for (who, to) in pairs() {
            let command = format!("packet {} {way} {}", circle.number(who, to)?, packet(who));
            circle.does(who, &[to], (&command, "private-packet", &packet(who)))?;
        }
    }
    Ok(())
}

fn sets_topic(circle: &mut Circle, who: usize, topic: &str) -> Outcome {
    circle.does(who, &ALL, (&format!("topic {topic}"), "topic", topic))
}

fn topics_are_set(circle: &mut Circle) -> Outcome {
    sets_topic(circle, FOUNDER, &long(MAX_TOPIC))?;
    circle.bid_in_vain(STRANGER, "topic locked")?;
    circle.bid(FOUNDER, "lock 1")?;
    circle.hears(STRANGER, "lock 1")?;
    sets_topic(circle, STRANGER, "of the stranger")?;
    circle.bid(FOUNDER, "lock 0")?;
    sets_topic(circle, FOUNDER, "locked again")
}

fn roles_are_given(circle: &mut Circle) -> Outcome {
    circle.gives_role(FOUNDER, FRIEND, MODERATOR, &ALL)?;
    circle.gives_role(FRIEND, STRANGER, OBSERVER, &ALL)?;
    circle.bid_in_vain(STRANGER, "send hush")?;
    circle.gives_role(FRIEND, STRANGER, USER, &ALL)?;
    circle.says(STRANGER, &ALL, "I can speak again")
}

/// The moderator puts out the stranger, who comes again.
fn one_is_put_out(circle: &mut Circle) -> Outcome {
    circle.puts_out(FRIEND, STRANGER, &[FOUNDER, FRIEND])?;
    circle.bid(STRANGER, "reconnect")?;
    circle.all_see(&ALL)?;
    circle.says(STRANGER, &ALL, "here I am again")?;
    circle.nothing_is_left()
}

/// All end, and come back with their profiles, as somebody else's clients perhaps.
fn all_restart(circle: &mut Circle, cast: Cast) -> Outcome {
    ALL.iter().try_for_each(|who| circle.end(*who))?;
    ALL.iter().try_for_each(|who| circle.come_back(*who, cast.then[*who]))?;
    circle.all_see(&ALL)?;
    circle.all_see_role(&ALL, FRIEND, MODERATOR)?;
    if cast.then.iter().filter(|kind| matches!(kind, ClientKind::Reference(_))).count() > 1 {
        // Two of the reference lose what they say to each other while they come in.
        circle.settle(&ALL, &ALL)?;
    }
    ALL.iter().try_for_each(|who| circle.says(*who, &ALL, "back"))?;
    sets_topic(circle, FOUNDER, "all are back")
}

macro_rules! casts {
    ($($name:ident: $kinds:expr, $udp:ident, $family:ident, then $then:expr;)*) => {$(
        #[test]
        fn $name() -> Outcome {
            play(Cast { kinds: $kinds, udp: $udp, family: Family::$family, then: $then })
        }
    )*};
}

// Who founds, who is invited, who knows the chat id; how; who they are after a restart.
casts! {
    ours_alone: [OURS, LIBRARY, OURS], UDP, Both, then [LIBRARY, OURS, OURS];
    ours_alone_over_relays: [LIBRARY, OURS, LIBRARY], RELAYS, Ipv6, then [OURS, LIBRARY, LIBRARY];
    trixie_and_sid_join_ours: [LIBRARY, TRIXIE, SID], UDP, Both, then [LIBRARY, SID, TRIXIE];
    ours_join_trixie: [TRIXIE, OURS, LIBRARY], UDP, Ipv6, then [OURS, TRIXIE, LIBRARY];
    ours_join_sid: [SID, LIBRARY, OURS], UDP, Both, then [LIBRARY, SID, OURS];
    ours_and_trixie_join_sid_over_relays: [SID, OURS, TRIXIE], RELAYS, Both, then [SID, OURS, TRIXIE];
    sid_joins_ours_without_udp: [OURS, SID, LIBRARY], MIXED, Both, then [OURS, SID, LIBRARY];
    trixie_joins_ours: [OURS, SID, TRIXIE], UDP, Both, then [OURS, SID, TRIXIE];
    sid_joins_ours_over_relays: [LIBRARY, OURS, SID], RELAYS, Ipv6, then [LIBRARY, OURS, SID];
    ours_join_sid_over_ipv6: [SID, TRIXIE, LIBRARY], UDP, Ipv6, then [SID, TRIXIE, LIBRARY];
    the_reference_alone: [SID, SID, TRIXIE], UDP, Both, then [SID, SID, TRIXIE];
}
