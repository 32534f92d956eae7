import RoostClient

/// A label as it is typed.
///
///     label     = name { " " setting }
///     setting   = "parent=" name | "color=#" 6 hexadecimal digits | "attribute=" attribute
///     attribute = name ":" ( "text" | "number" | "boolean" | choice { "|" choice } ) [ "!" ]
///
/// A name may have blanks; that of a parent goes on to the next setting. `!` makes an attribute required.
enum LabelArgument {
    @Sendable static func parse(_ text: String) throws -> Label {
        var name = ""
        var settings: [(key: String, value: String)] = []
        for word in text.split(separator: " ") {
            if let key = ["parent", "color", "attribute"].first(where: { word.hasPrefix("\($0)=") }) {
                settings.append((key, String(word.dropFirst(key.count + 1))))
            } else if settings.isEmpty {
                name += name.isEmpty ? word : " \(word)"
            } else {
                settings[settings.count - 1].value += " \(word)"
            }
        }
        func values(_ key: String) -> [String] { settings.filter { $0.key == key }.map(\.value) }
        guard values("parent").count <= 1, values("color").count <= 1 else {
            throw RoostError(.invalidArgument, "label '\(name)' has one parent and one colour at most")
        }
        return try Label(
            name,
            parent: values("parent").first,
            color: values("color").first.map { try Label.Color($0) },
            attributes: values("attribute").map(attribute)
        )
    }

    private static func attribute(_ text: String) throws(RoostError) -> Label.Attribute {
        guard let colon = text.firstIndex(of: ":") else {
            throw RoostError(
                .invalidArgument,
                "'\(text)' is no attribute; it looks like occluded:boolean, or pose:front|side|back!"
            )
        }
        let isRequired = text.hasSuffix("!")
        let kind = String(text[text.index(after: colon)...].dropLast(isRequired ? 1 : 0))
        let name = String(text[..<colon])
        guard let simple = Label.Attribute.Kind(rawValue: kind), simple != .choice else {
            let choices = kind.split(separator: "|").map(String.init)
            return try Label.Attribute(name, .choice, choices: choices, isRequired: isRequired)
        }
        return try Label.Attribute(name, simple, isRequired: isRequired)
    }
}
