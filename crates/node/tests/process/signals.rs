use crate::support::{Directory, Node};

#[test]
fn the_usual_signals_end_it_with_success_and_a_last_line() {
    for (signal, line) in
        [("TERM", "Received SIGTERM (15) signal. Exiting."), ("INT", "Received SIGINT (2) signal. Exiting.")]
    {
        let directory = Directory::new();
        let (code, said) = Node::start(&directory.config(""), &[]).stop(signal);
        assert_eq!(code, Some(0));
        assert_eq!(said.iter().filter(|said| *said == line).count(), 1, "{said:?}");
    }
}
