//! Bytes in, text and the reason for its charset out.

use dehusk::Options;
use dehusk::article::{Decoded, Evidence};
use encoding_rs::Encoding;
use proptest::prelude::*;

use crate::tool::computed;

fn decode(bytes: &[u8]) -> Decoded<'_> {
    dehusk::decode::decode(bytes, &Options::default())
}

fn utf16(text: &str, big_end: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big_end { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn legacy(label: &str, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = Encoding::for_label(label.as_bytes()).unwrap_or_else(|| panic!("{label}")).encode(text);
    assert!(!lossy, "{label} cannot carry the sample");
    bytes.into_owned()
}

fn assert_read(bytes: &[u8], text: &str, charset: &str, evidence: Evidence) {
    let decoded = decode(bytes);
    assert_eq!(decoded.text, text);
    assert_eq!((decoded.decoding.charset, decoded.decoding.evidence), (charset, evidence));
}

const RUSSIAN: &str = "На площади у вокзала открыли новый книжный магазин, и в первый же день туда пришли сотни людей.";
const JAPANESE: &str = "駅前の広場に新しい本屋が開店し、初日から大勢の人が訪れました。";

#[test]
fn the_caller_is_believed_first() {
    let options = Options { encoding: Encoding::for_label(b"koi8-r"), ..Options::default() };
    let decoded = dehusk::decode::decode("é".as_bytes(), &options);
    assert_eq!(decoded.decoding.evidence, Evidence::Option);
    assert_eq!(decoded.decoding.charset, "KOI8-R");
}

#[test]
fn a_mark_is_believed_and_taken_off() {
    assert_read("\u{feff}<meta charset=koi8-r>é".as_bytes(), "<meta charset=koi8-r>é", "UTF-8", Evidence::Bom);
    assert_read(&utf16("\u{feff}one two", true), "one two", "UTF-16BE", Evidence::Bom);
}

#[test]
fn utf16_shows_by_its_nul_bytes() {
    for (big_end, charset) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
        assert_read(&utf16(RUSSIAN, big_end), RUSSIAN, charset, Evidence::NulPattern);
        assert_read(&utf16("plain", big_end), "plain", charset, Evidence::NulPattern);
        let mut odd = utf16("plain words", big_end);
        odd.push(b'x');
        assert_eq!(decode(&odd).text.chars().last(), Some('\u{fffd}'));
    }
}

#[test]
fn a_few_nuls_in_ascii_are_no_utf16() {
    let text = "The old ferry left the harbour at noon. ".repeat(4).replacen(' ', "\0 ", 1).repeat(4);
    let decoded = decode(text.as_bytes());
    assert_eq!((decoded.decoding.charset, decoded.text.contains("ferry left")), ("UTF-8", true));
}

#[test]
fn a_few_stray_bytes_and_a_cut_end_are_still_utf8() {
    let mut bytes = format!("{RUSSIAN} It").into_bytes();
    bytes.extend(b"\x92s here.");
    let decoded = decode(&bytes);
    assert_eq!(decoded.text, format!("{RUSSIAN} It’s here."));
    assert_eq!((decoded.decoding.charset, decoded.decoding.strays), ("UTF-8", 1));
    let cut = RUSSIAN.as_bytes().get(..21).unwrap();
    assert_eq!(decode(cut).decoding.charset, "UTF-8");
}

#[test]
fn a_declared_charset_that_fits_is_used() {
    let page = format!("<html><head><meta charset=\"windows-1251\"></head><body>{RUSSIAN}</body></html>");
    let bytes = legacy("windows-1251", &page);
    let decoded = decode(&bytes);
    assert_eq!((&*decoded.text, decoded.decoding.evidence), (page.as_str(), Evidence::Declared));
    assert_eq!(decoded.decoding.declared.as_deref(), Some("windows-1251"));
}

#[test]
fn a_wrong_declaration_is_overruled() {
    for wrong in ["utf-8", "iso-8859-1", "no-such-charset"] {
        let page = format!("<html><head><meta charset=\"{wrong}\"></head><body>{RUSSIAN}</body></html>");
        let bytes = legacy("koi8-r", &page);
        let decoded = decode(&bytes);
        assert_eq!((&*decoded.text, decoded.decoding.evidence), (page.as_str(), Evidence::Detected));
    }
}

#[test]
fn declarations_are_found_where_they_stand() {
    for (head, label) in [
        ("<?xml version='1.0' encoding='ISO-8859-2'?>", Some("iso-8859-2")),
        ("<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset=Shift_JIS\">", Some("shift_jis")),
        ("<!-- <meta charset=big5> --><meta charset = koi8-r >", Some("koi8-r")),
        ("<script>'<meta charset=big5>'</script><meta name=x content=y><meta charset=gbk>", Some("gbk")),
        ("<p>charset=big5</p>", None),
        ("<body><meta charset=big5>", None),
    ] {
        assert_eq!(decode(head.as_bytes()).decoding.declared.as_deref(), label, "{head}");
    }
}

#[test]
fn undeclared_legacy_text_is_detected() {
    for label in ["windows-1251", "koi8-r", "iso-8859-5", "ibm866"] {
        assert_eq!(decode(&legacy(label, RUSSIAN)).text, RUSSIAN, "{label}");
    }
    for label in ["shift_jis", "euc-jp", "iso-2022-jp"] {
        assert_eq!(decode(&legacy(label, JAPANESE)).text, JAPANESE, "{label}");
    }
}

#[test]
fn utf16_declared_in_readable_bytes_means_utf8() {
    let page = "<meta charset=utf-16>\u{e9}t\u{e9}";
    assert_read(page.as_bytes(), page, "UTF-8", Evidence::Utf8);
}

/// Charsets whose text must come back when they are named, each with what it can carry.
fn carried(encoding: &'static Encoding, text: &str) -> String {
    let encoder_accepts = |char: char| {
        let mut buffer = [0; 4];
        let (bytes, _, lossy) = encoding.encode(char.encode_utf8(&mut buffer));
        !lossy && encoding.decode_without_bom_handling(&bytes).0.chars().eq([char])
    };
    text.chars().filter(|&char| !matches!(char, '\u{feff}' | '\u{1b}') && encoder_accepts(char)).collect()
}

proptest! {
    #[test]
    fn decoding_never_fails(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let decoded = decode(&bytes);
        let marks = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
        prop_assert!(marks >= decoded.decoding.replaced);
    }

    #[test]
    fn mutated_text_decodes(at in 0usize..200, byte in any::<u8>(), label in prop::sample::select(LABELS)) {
        let page = format!("<meta charset={label}>\r\n{RUSSIAN}");
        let mut bytes = Encoding::for_label(label.as_bytes()).unwrap().encode(&page).0.into_owned();
        let length = bytes.len();
        if let Some(place) = bytes.get_mut(at % length) {
            *place = byte;
        }
        decode(&bytes);
    }

    #[test]
    fn utf8_comes_back_as_it_was(text in "\\PC{0,400}") {
        prop_assume!(!text.contains(['\u{feff}', '\0', '\u{1b}']));
        let decoded = decode(text.as_bytes());
        prop_assert!(decoded.text == text || !decoded.decoding.mended.is_empty());
    }

    #[test]
    fn what_a_named_charset_can_carry_comes_back(text in "\\PC{0,200}", label in prop::sample::select(LABELS)) {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let text = carried(encoding, &text);
        let options = Options { encoding: Some(encoding), ..Options::default() };
        let bytes = encoding.encode(&text).0;
        let decoded = dehusk::decode::decode(&bytes, &options);
        prop_assert!(decoded.text == text || !decoded.decoding.mended.is_empty());
    }
}

const LABELS: &[&str] = &[
    "utf-8",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "x-mac-cyrillic",
    "ibm866",
    "gbk",
    "gb18030",
    "big5",
    "euc-jp",
    "shift_jis",
    "euc-kr",
    "iso-2022-jp",
];

/// The lines of a table in `tests/encodings/`.
fn table(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let [name, found, right] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        (name, found, right)
    })
}

/// `\xNN` is a byte, everything else stands for itself.
fn unescaped(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (number, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(number, 16).unwrap_or_else(|_| panic!("two digits: {part}")));
        bytes.extend(rest.as_bytes());
    }
    bytes
}

#[test]
fn every_reported_file_is_read_rightly() {
    let wrong: Vec<_> = table(include_str!("../encodings/bytes.tsv"))
        .map(|(name, bytes, right)| (name, right, decode(&unescaped(bytes)).text.into_owned()))
        .filter(|(_, right, text)| right != text)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_reported_text_is_mended_or_stays() {
    let wrong: Vec<_> = table(include_str!("../encodings/text.tsv"))
        .map(|(name, found, right)| {
            (name, if right == "=" { found } else { right }, decode(found.as_bytes()).text.into_owned())
        })
        .filter(|(_, right, text)| right != text)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn mending_is_recorded_line_by_line() {
    let decoded = decode("Un café fermé.\nLe cinÃ©ma rouvre dÃ©jÃ\u{a0} demain.\nIci.\n".as_bytes());
    assert_eq!(decoded.text, "Un café fermé.\nLe cinéma rouvre déjà demain.\nIci.\n");
    let mended: Vec<_> = decoded.decoding.mended.iter().map(|m| (m.misread_as, m.charset, m.lines)).collect();
    assert_eq!(mended, [("windows-1252", "UTF-8", 1)]);
}

#[test]
fn what_most_lines_prove_is_believed_of_those_that_look_like_utf8() {
    let texts = [
        (
            "big5",
            "老渡口的船到春天才開 孩子們走路上學\n\n今年的冬天很冷，河上的船都停了。大人說，要等到明年春天。\n\n「我們不怕冷。」孩子們說。\n\n事情就這樣決定了。",
        ),
        (
            "gbk",
            "老渡口的船到春天才开 孩子们走路上学\n\n今年的冬天很冷，河上的船都停了。大人说，要等到明年春天。\n\n“我们不怕冷。”孩子们说。\n\n事情就这样决定了。",
        ),
        (
            "euc-kr",
            "옛 나루터의 배는 봄까지 쉰다\n\n강철 다리에서 새로운 균열이 발견되면서 공사가 예상보다 길어지고 있다. 다른 길은 멀다.\n\n아이들은 걸어서 학교에 간다. 결정은 겨울에 나온다.",
        ),
        (
            "shift_jis",
            "古い渡し場の船は春まで休み\n\n「危険は冒せない。安全が第一だ」と責任者の田中健一さん（52）は話す。\n\n子どもたちは歩いて学校へ行く。結論は冬に出る。",
        ),
        (
            "macintosh",
            "La rivière gelée\n\nLa commune a demandé un bac à l’État pour la durée du chantier. Coût estimé : 120 000 € par mois.\n\nL’été dernier, les élèves étaient déjà passés à pied près de l’île.",
        ),
        ("windows-1256", "إغلاق جسر الكرخ حتى الربيع والتلاميذ يسلكون طريقاً طويلاً\n\nعاد الصيادون إلى بيوتهم قبل المساء."),
    ];
    for (label, text) in texts {
        let bytes = legacy(label, text);
        let seen = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        assert_eq!(decode(seen.as_bytes()).text, text, "{label}");
    }
}

#[test]
fn the_server_is_heard_where_the_bytes_agree() {
    let transport = Encoding::for_label(b"windows-1251");
    let options = Options { transport, ..Options::default() };
    let (windows, koi) = (legacy("windows-1251", RUSSIAN), legacy("koi8-r", RUSSIAN));
    let decoded = dehusk::decode::decode(&windows, &options);
    assert_eq!((&*decoded.text, decoded.decoding.evidence), (RUSSIAN, Evidence::Transport));
    let decoded = dehusk::decode::decode(&koi, &options);
    assert_eq!((&*decoded.text, decoded.decoding.evidence), (RUSSIAN, Evidence::Detected));
}

#[test]
fn hostile_text_takes_linear_time() {
    let endless =
        ["Ã©", "ÃƒÂ©", "Ïð\n", "Ã ", "<meta", "<!--", "╨┐", "\u{85}", "Ã\u{fffd}"].map(|part| part.repeat(60_000));
    for text in endless {
        let start = computed();
        decode(text.as_bytes());
        assert!((computed() - start).as_secs() < 20, "{:?}", text.chars().take(8).collect::<String>());
    }
}

proptest! {
    #[test]
    fn decoding_settles(text in "[a-zé ÃƒÂ©â€™œÐÑ\u{80}-\u{9f}\u{a0}-\u{ff}А-я]{0,80}") {
        let once = decode(text.as_bytes()).text;
        prop_assert_eq!(&decode(once.as_bytes()).text, &once);
    }
}
