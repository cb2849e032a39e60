//! What is said in conferences.

use std::time::Duration;

use toxcore::conference::SetTitleError;
use toxcore::{Event, MessageKind};
use toxcore_sim::run_seeds;

use crate::chain::Chain;

#[test]
fn everybody_hears_everything_once_and_in_order() {
    run_seeds(0..3, |seed| {
        // Some have no UDP, and nobody is a friend of more than two.
        let mut chain = Chain::new(seed, 6, |at| at % 3 == 2).joined();
        for round in 0..5 {
            for at in 0..chain.members.len() {
                chain.say(at, format!("{at} {round}").as_bytes());
            }
            chain.world.run(Duration::from_millis(200));
        }
        chain.world.run(Duration::from_secs(5));
        for at in 0..chain.members.len() {
            let texts = chain.texts(at);
            assert_eq!(texts.len(), 30, "{at}");
            for author in 0..chain.members.len() {
                let of_author: Vec<_> =
                    texts.iter().filter(|text| text.starts_with(format!("{author} ").as_bytes())).cloned().collect();
                let expected: Vec<_> = (0..5).map(|round| format!("{author} {round}").into_bytes()).collect();
                assert_eq!(of_author, expected, "{at} hears {author}");
            }
        }
    });
}

#[test]
fn names_titles_and_the_longest_texts_arrive() {
    let mut chain = Chain::new(5, 3, |_| false).joined();
    let (conference, far) = (chain.conference(0), chain.members[2]);
    let (title, name, text) = ([b't'; 128], [b'n'; 128], [b'x'; 1363]);
    chain.world.call(chain.members[0], |tox, now| {
        assert_eq!(tox.conference_set_title(now, conference, &[b't'; 129]), Err(SetTitleError::InvalidLength(129)));
        tox.conference_set_title(now, conference, &title).unwrap();
        tox.set_name(now, &name).unwrap();
        tox.conference_send_message(now, conference, MessageKind::Action, &text).unwrap();
    });
    chain.world.run_until(Duration::from_secs(10), |sim| {
        sim[far].saw(|event| matches!(event, Event::ConferenceTitle { title: told, .. } if **told == title))
            && sim[far].saw(|event| matches!(event, Event::ConferencePeerName { name: told, .. } if **told == name))
            && sim[far].saw(|event| match event {
                Event::ConferenceMessage { own: false, kind: MessageKind::Action, text: told, .. } => **told == text,
                _ => false,
            })
    });
    let conferences = chain.world.sim[far].tox.conferences();
    assert_eq!(conferences.title(chain.conference(2)), Some(&title[..]));
}
