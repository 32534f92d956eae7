/// A document of YAML that is to be written: texts, lists and members, in the order in which they are given.
///
/// Every text is quoted and in ASCII, so that no reader takes a part of it for anything else.
enum YAMLText {
    case text(String)
    case list([YAMLText])
    case members(KeyValuePairs<String, YAMLText>)

    /// The whole document.
    var document: String { lines(indented: "").joined(separator: "\n") + "\n" }

    private func lines(indented indent: String) -> [String] {
        switch self {
        case .text(let text): [indent + Self.quoted(text)]
        case .list(let elements): elements.flatMap { $0.lines(after: "-", indented: indent) }
        case .members(let members): members.flatMap { $1.lines(after: "\(Self.quoted($0)):", indented: indent) }
        }
    }

    /// What `start` introduces: a text on the same line, all else below it.
    private func lines(after start: String, indented indent: String) -> [String] {
        guard case .text(let text) = self else { return [indent + start] + lines(indented: indent + "  ") }
        return ["\(indent)\(start) \(Self.quoted(text))"]
    }

    /// In double quotes (YAML 1.1, 5.6 and 9.1).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            // What a reader that counts aliases could count.
            case "*": quoted += "\\x2a"
            case " "..."~": quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                let (escape, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
                quoted += "\\\(escape)" + String(repeating: "0", count: width - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
