//! The lexicons: what they know, what they take apart, and that languages are told from each other.

use dehusk::languages::{self, LANGUAGES, Language, Lexicon};

fn lexicon(code: &str) -> Lexicon {
    Language::of(code).and_then(Language::lexicon).unwrap()
}

#[test]
fn common_words_of_each_language_are_known() {
    let words = [
        ("de", "Brücke"),
        ("en", "bridge"),
        ("es", "puente"),
        ("fr", "rivière"),
        ("it", "perché"),
        ("nl", "brug"),
        ("pt", "não"),
        ("ru", "Мост"),
    ];
    for (code, word) in words {
        assert!(lexicon(code).knows(word) && lexicon(code).is_common(word), "{code} {word}");
        assert!(!lexicon(code).knows("xqzvkw"));
    }
}

#[test]
fn a_run_together_token_comes_apart_where_it_should() {
    let english = lexicon("en");
    for (token, at) in [("remarkscarried", 7), ("pressrelease", 5), ("andwaited", 3), ("bridgewas", 6)] {
        assert!(!english.knows(token), "{token}");
        assert_eq!(english.split(token, |left, right| left.len() > 2 && right.len() > 2).unwrap().at, at, "{token}");
    }
    let score = |left, right| english.score(left, right).unwrap().0;
    assert!(score("remarks", "carried") > score("home", "lab"));
    assert!(english.score("xqzvkw", "carried").is_none());
}

#[test]
fn technical_terms_are_in_order_and_unknown_otherwise() {
    let terms: Vec<_> = LANGUAGES.iter().flat_map(|language| languages::entries(language.terms)).collect();
    assert!(terms.is_sorted() && !terms.is_empty());
    let known: Vec<_> = terms.iter().filter(|term| lexicon("en").knows(term)).collect();
    assert!(known.is_empty(), "{known:?}");
}

#[test]
fn all_lexicons_are_small() {
    let all: usize = LANGUAGES.iter().filter_map(Language::lexicon).map(|lexicon| lexicon.size()).sum();
    assert!(all <= 1_500_000, "{all}");
}

#[test]
fn languages_are_told_from_each_other() {
    let paragraphs = [
        ("de", "Die Brücke über den Fluss ist seit dem Frühjahr geschlossen, sagte der Bürgermeister."),
        ("en", "The bridge over the river has been closed since the spring, said the mayor of the town."),
        ("es", "El puente sobre el río está cerrado desde la primavera, dijo ayer el alcalde."),
        ("fr", "Le pont sur la rivière est fermé depuis le printemps, a dit le maire de la ville."),
        ("it", "Il ponte sul fiume è chiuso dalla primavera, ha detto ieri il sindaco della città."),
        ("nl", "De brug over de rivier is sinds het voorjaar gesloten, zei de burgemeester gisteren."),
        ("pt", "A ponte sobre o rio está fechada desde a primavera, disse ontem o presidente da câmara."),
        ("ru", "Мост через реку закрыт с весны, сказал вчера мэр города."),
    ];
    for (code, paragraph) in paragraphs {
        assert_eq!(languages::detect(paragraph).map(|language| language.code), Some(code));
    }
    for unknown in
        ["今天天气很好，我们去公园散步。", "Sáttmáli þjóðanna var undirritaður í höfuðborginni þegar haustaði."]
    {
        assert!(languages::detect(unknown).is_none(), "{unknown}");
    }
}

#[test]
fn hyphens_of_line_ends_and_doubled_blanks_go() {
    let text = "The inter- national bridge was closed,  said the mayor, and pre- and post-war plans of the well-known \
                firm were shown to the people of the town on the evening of the second day.";
    let cleaned = dehusk::clean(text.as_bytes(), &dehusk::Options::default());
    assert!(
        cleaned.text().starts_with("The international bridge was closed, said the mayor, and pre- and post-war plans")
    );
    let rules: Vec<_> = cleaned.edits.iter().map(|edit| edit.rule).collect();
    assert_eq!(rules, ["line-hyphen", "doubled-blank"]);
}

#[test]
fn a_hard_blank_beside_another_blank_goes() {
    let cleaned = |text: &str| dehusk::clean(text.as_bytes(), &dehusk::Options::default()).text().to_owned();
    let told =
        |gap: &str| format!("We opened the doors of the hall at nine.{gap}The choir came in from the yard at ten.");
    for gap in [" \u{a0}", "\u{a0} ", " \u{a0} ", "  "] {
        assert_eq!(cleaned(&told(gap)), told(" "), "{gap:?}");
    }
    for gap in ["\u{a0}", "\u{a0}\u{a0}", " \u{a0} \u{a0} ", "    "] {
        assert_eq!(cleaned(&told(gap)), told(gap), "{gap:?}");
    }
    let table =
        "The rain of the valley was high.\n\n| October  |   81 |\n| November |  120 |\n\nIt was high in November.";
    assert_eq!(cleaned(table), table);
}
