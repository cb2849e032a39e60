use std::time::Duration;

use super::*;

const NOW: Instant = Instant::from_origin(Duration::from_secs(1_000));

fn data_key(byte: u8) -> EphemeralPublicKey {
    EphemeralPublicKey::from_bytes([byte; 32])
}

/// A friend of whom each node of the list says what is given here: a data key, or nothing.
fn friend(answers: &[Option<u8>]) -> Friend {
    let slot = FriendSlot { index: 0, generation: 1 };
    let mut friend = Friend::new(slot, LongTermPublicKey::from_bytes([0; 32]), NOW);
    for (number, answer) in (1..).zip(answers) {
        friend.list.insert(
            &[0; 32],
            SearchNode {
                node: NodeInfo {
                    addr: ([192, 0, 2, number], 33445).into(),
                    key: DhtPublicKey::from_bytes([number; 32]),
                }
                .into(),
                data_key: answer.map(|byte| Box::new(data_key(byte))),
                last_answer: NOW,
                last_asked: NOW,
                unanswered: 0,
            },
        );
    }
    friend
}

fn believed(friend: &Friend) -> Vec<EphemeralPublicKey> {
    friend.believed(NOW).map(|(_, key)| *key).collect()
}

#[test]
fn a_quarter_of_the_nodes_must_agree_and_one_is_enough_where_there_are_few() {
    for (nodes, needed) in [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2)] {
        let mut answers = vec![None; nodes];
        assert_eq!(friend(&answers).known_and_needed(NOW), (0, needed));
        assert!(!friend(&answers).is_found(NOW));
        for known in 1..=nodes {
            answers[known - 1] = Some(1);
            assert_eq!(friend(&answers).is_found(NOW), known >= needed, "{known} of {nodes}");
        }
    }
}

#[test]
fn a_single_node_that_lies_gets_no_data() {
    let liar = Some(66);
    let found = friend(&[Some(1), liar, None, Some(1), None, None, Some(1), None]);
    assert_eq!(believed(&found), [data_key(1); 3]);
    let absent = friend(&[liar, None, None, None, None]);
    assert!(believed(&absent).is_empty() && !absent.is_found(NOW));
    // Liars who do not agree are each alone.
    let apart = friend(&[Some(66), Some(67), Some(68), None, None, None, None, None]);
    assert!(believed(&apart).is_empty() && !apart.is_found(NOW));
}

#[test]
fn old_answers_are_not_believed() {
    let friend = friend(&[Some(1); 8]);
    assert!(friend.is_found(NOW + ANNOUNCE_LIFETIME.saturating_sub(Duration::from_millis(1))));
    assert!(!friend.is_found(NOW + ANNOUNCE_LIFETIME));
}

#[test]
fn keys_of_a_search_are_made_once_and_given_back_when_it_calms_down() {
    let mut rng = Rng::new(&toxcore_sansio::Seed::from_number(1));
    let mut friend = friend(&[]);
    let keys = friend.search_keys(&mut rng).public;
    let node_keys = toxcore_crypto::DhtKeyPair::from_secret_bytes([9; 32]).public;
    let node = NodeInfo { addr: ([192, 0, 2, 9], 33445).into(), key: node_keys };
    friend.list.insert(
        &[0; 32],
        SearchNode { node: node.into(), data_key: None, last_answer: NOW, last_asked: NOW, unanswered: 0 },
    );
    friend.key_with(&mut rng, &node).unwrap();
    assert_eq!(friend.quick_keys.len(), 1);
    friend.key_with(&mut rng, &node).unwrap();
    assert_eq!(friend.quick_keys.len(), 1);
    friend.calm_down();
    assert_eq!(friend.quick_keys.capacity(), 0);
    friend.restart(NOW);
    assert_eq!(friend.search_keys(&mut rng).public, keys);
}
