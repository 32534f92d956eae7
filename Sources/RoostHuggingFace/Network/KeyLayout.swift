/// How a checkpoint spells the names of its tensors, where releases of `transformers` differ.
///
/// Architectures speak in the names of the first release; a layout turns them into those of a later one.
struct KeyLayout: Sendable {
    /// One difference: `before`, a number if the pattern has one, `after`.
    private struct Rule {
        let pattern: [String]
        let replacement: [String]
    }

    /// The names as the architectures write them.
    static let original = KeyLayout([:])

    private let rules: [Rule]

    /// - Parameter rules: what stands for what, applied in order; one `#` on both sides is the same number.
    init(_ rules: KeyValuePairs<String, String>) {
        self.rules = rules.map { pattern, replacement in
            Rule(pattern: Self.parts(of: pattern), replacement: Self.parts(of: replacement))
        }
    }

    /// The name that `original` has in this layout.
    func name(_ original: String) -> String {
        rules.reduce(original) { name, rule in Self.apply(rule, to: name) }
    }

    private static func parts(of text: String) -> [String] {
        text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
    }

    private static func apply(_ rule: Rule, to name: String) -> String {
        guard let before = rule.pattern.first, let found = name.firstRange(of: before) else { return name }
        guard rule.pattern.count == 2 else { return name.replacing(before, with: rule.replacement.joined()) }
        let number = name[found.upperBound...].prefix { $0.isNumber }
        let rest = name[number.endIndex...]
        guard !number.isEmpty, rest.hasPrefix(rule.pattern[1]) else { return name }
        let replacement = rule.replacement.joined(separator: String(number))
        return "\(name[..<found.lowerBound])\(replacement)\(rest.dropFirst(rule.pattern[1].count))"
    }
}
