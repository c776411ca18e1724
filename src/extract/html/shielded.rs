//! Mail addresses that a page hides from those who collect them and its script shows to readers: Cloudflare puts
//! "[email protected]" in their place and the address itself, each byte crossed with the first one, into `data-cfemail`.
//! (Cloudflare, Email Address Obfuscation.)

/// The longest address there is, in bytes (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;
/// Where links to such an address lead; it follows behind `#`, unless the element has it in `data-cfemail`.
const LINK: &str = "/cdn-cgi/l/email-protection";
const HEX: u32 = 16;

/// The address, given what `data-cfemail` holds; `None` if that is none.
pub fn address(hidden: &str) -> Option<String> {
    if hidden.len() > 2 * (LONGEST + 1) {
        return None;
    }
    let digits = hidden.chars().map(|char| char.to_digit(HEX)).collect::<Option<Vec<u32>>>()?;
    let mut bytes = digits.as_chunks::<2>().0.iter().map(|[high, low]| (high * HEX + low) as u8);
    let key = bytes.next()?;
    let address = String::from_utf8(bytes.map(|byte| byte ^ key).collect()).ok()?;
    let is_plain = |char: char| !char.is_whitespace() && !char.is_control() && !"<>\"`".contains(char);
    (address.contains('@') && address.chars().all(is_plain)).then_some(address)
}

/// Where a link leads that hides an address: `hidden` is what its element has in `data-cfemail`.
pub fn link(href: &str, hidden: Option<&str>) -> Option<String> {
    let (page, behind) = href.split_once('#').map_or((href, hidden), |(page, behind)| (page, Some(behind)));
    let address = address(behind.filter(|_| page.ends_with(LINK))?)?;
    Some(format!("mailto:{address}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_nothing_else() {
        assert_eq!(address("2a4f4e435e45586a4f524b475a464f0445584d").as_deref(), Some("editor@example.org"));
        for other in ["", "2a", "2a4f4", "2a4f4e435e4558", "zz4f4e", "2a0a6a0a", &"2a".repeat(300)] {
            assert_eq!(address(other), None, "{other}");
        }
    }

    #[test]
    fn a_link_leads_to_the_address() {
        let hidden = "2a4f4e435e45586a4f524b475a464f0445584d";
        let to = Some("mailto:editor@example.org".to_owned());
        assert_eq!(link(&format!("/cdn-cgi/l/email-protection#{hidden}"), None), to);
        assert_eq!(link("https://example.org/cdn-cgi/l/email-protection", Some(hidden)), to);
        assert_eq!(link("/cdn-cgi/l/email-protection", None), None);
        assert_eq!(link("/contact", Some(hidden)), None);
    }
}
