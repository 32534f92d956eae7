/// The smallest part of a filter that means something.
struct FilterToken: Hashable {
    enum Kind: Hashable {
        case word(String)
        case string(String)
        case number(Double, spelling: String)
        /// A relation, a parenthesis or a comma.
        case sign(String)
        case end
    }

    let kind: Kind
    /// Where it begins, in characters from 1.
    let place: Int
    /// Whether nothing stands between it and the token before.
    let isAttached: Bool

    /// What an error calls it.
    var name: String {
        switch kind {
        case .word(let word): quoted(word)
        case .string(let text): "the text \(quoted(text))"
        case .number(_, let spelling): "the number \(quoted(spelling))"
        case .sign(let sign): quoted(sign)
        case .end: "the end"
        }
    }

    /// Whether it is the word that holds tests together.
    func isKeyword(_ keyword: String) -> Bool {
        guard case .word(let word) = kind else { return false }
        return word == keyword || word == keyword.uppercased()
    }

    func isSign(_ sign: String) -> Bool { kind == .sign(sign) }
}
