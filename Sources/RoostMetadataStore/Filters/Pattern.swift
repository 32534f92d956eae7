/// What `~` compares with: `*` is any text, `?` any character, all else itself.
struct Pattern {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// As SQLite's GLOB spells it, where a bracket would open a set of characters.
    var glob: String {
        text.replacing("[", with: "[[]")
    }

    /// What everything that matches begins with.
    var prefix: String {
        String(text.prefix { $0 != "*" && $0 != "?" })
    }
}
