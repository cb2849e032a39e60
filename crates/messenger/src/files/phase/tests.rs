use toxcore_wire::messenger::FileControlKind as Kind;

use super::*;

const PHASES: [Phase; 6] = [
    Phase::NotAccepted,
    Phase::Transferring(Pauses::None),
    Phase::Transferring(Pauses::ByUs),
    Phase::Transferring(Pauses::ByPeer),
    Phase::Transferring(Pauses::ByBoth),
    Phase::Finished,
];

/// Letters in the tables below: N not accepted, T transferring, U paused by us, P by the friend, B by both, F finished.
fn letter(phase: Phase) -> char {
    match phase {
        Phase::NotAccepted => 'N',
        Phase::Transferring(Pauses::None) => 'T',
        Phase::Transferring(Pauses::ByUs) => 'U',
        Phase::Transferring(Pauses::ByPeer) => 'P',
        Phase::Transferring(Pauses::ByBoth) => 'B',
        Phase::Finished => 'F',
    }
}

/// What a control of the friend makes of every phase; a dot where it is ignored.
fn after_peer(direction: Direction, control: Kind) -> String {
    let row = PHASES.map(|phase| match phase.after_peer(direction, control, 100) {
        (after, Effect::Ignored) => {
            assert_eq!(after, phase);
            '.'
        }
        (_, Effect::Cancelled) => '-',
        (after, Effect::Accepted | Effect::Resumed | Effect::Paused | Effect::Sought(_)) => letter(after),
    });
    row.iter().collect()
}

/// What our control makes of every phase; a digit where it is refused.
fn after_own(direction: Direction, control: FileControl) -> String {
    let row = PHASES.map(|phase| match phase.after_own(direction, control) {
        Ok(after) => letter(after),
        Err(FileControlError::NotPaused) => '1',
        Err(FileControlError::Denied) => '2',
        Err(FileControlError::AlreadyPaused) => '3',
        Err(other) => panic!("{other}"),
    });
    row.iter().collect()
}

#[test]
fn controls_of_the_friend_do_what_the_table_says() {
    use Direction::{Incoming, Outgoing};
    let table = [
        (Outgoing, Kind::Accept, "T..TU."),
        (Incoming, Kind::Accept, "...TU."),
        (Outgoing, Kind::Pause, ".PB..."),
        (Incoming, Kind::Pause, ".PB..."),
        (Outgoing, Kind::Kill, "------"),
        (Incoming, Kind::Kill, "------"),
        (Outgoing, Kind::Seek(99), "N....."),
        (Outgoing, Kind::Seek(100), "......"),
        (Incoming, Kind::Seek(99), "......"),
        (Outgoing, Kind::Unknown(4), "......"),
        (Incoming, Kind::Unknown(255), "......"),
    ];
    for (direction, control, row) in table {
        assert_eq!(after_peer(direction, control), row, "{direction:?} {control:?}");
    }
}

#[test]
fn our_own_controls_do_what_the_table_says() {
    use Direction::{Incoming, Outgoing};
    let table = [
        (Outgoing, FileControl::Resume, "21T2P1"),
        (Incoming, FileControl::Resume, "T1T2P1"),
        (Outgoing, FileControl::Pause, "3U3B33"),
        (Incoming, FileControl::Pause, "3U3B33"),
        (Outgoing, FileControl::Cancel, "NTUPBF"),
        (Incoming, FileControl::Cancel, "NTUPBF"),
    ];
    for (direction, control, row) in table {
        assert_eq!(after_own(direction, control), row, "{direction:?} {control:?}");
    }
}
