import RoostEntities

/// XML as text, two blanks a level.
struct XMLText {
    private(set) var text = ""
    private var depth = 0

    mutating func element(_ name: String, _ body: (inout XMLText) -> Void) {
        line("<\(name)>")
        depth += 1
        body(&self)
        depth -= 1
        line("</\(name)>")
    }

    mutating func element(_ name: String, _ content: String) {
        line("<\(name)>\(Self.escaped(content))</\(name)>")
    }

    /// What ``XMLNode/value`` made of elements, as these again; names that are none of XML are left out.
    mutating func element(_ name: String, _ value: JSONValue) {
        guard Self.isName(name) else { return }
        switch value {
        case .array(let values): for value in values { element(name, value) }
        case .object(let members):
            let attributes = members.filter { $0.key.hasPrefix("@") }.sorted { $0.key < $1.key }
                .map { " \($0.key.dropFirst())=\"\(Self.escaped($0.value.spelling ?? ""))\"" }.joined()
            if let inner = members["#text"]?.spelling {
                line("<\(name)\(attributes)>\(Self.escaped(inner))</\(name)>")
                return
            }
            line("<\(name)\(attributes)>")
            depth += 1
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { element(name, value) }
            depth -= 1
            line("</\(name)>")
        default: element(name, value.spelling ?? "")
        }
    }

    static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return false }
        return name.utf8.count <= 256
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" || $0 == "."
            }
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "<>&\"".unicodeScalars.contains($0) || $0.value < 0x20 }) else {
            return text
        }
        return text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case _ where scalar.value < 0x20: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
