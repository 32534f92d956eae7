extension Schema {
    /// Some of a long list of what `name` describes, and where the rest begins.
    static func page(of name: String) -> Schema {
        .object([
            .field("items", .list(of: .named(name))),
            .optional("next", .named("PageToken")),
        ])
    }
}
