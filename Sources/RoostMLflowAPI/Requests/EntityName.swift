import RoostEntities

/// The rules for names of metrics, parameters and tags, in MLflow's words.
///
///     name = { letter | digit | "_" | "-" | "." | " " | ":" | "/" }       250 characters at most
///
/// As a path it must be its own shortest spelling: neither `/a` nor `a//b`, `.`, nor `..` at its beginning.
enum EntityName {
    static let longest = 250

    /// - Parameters:
    ///   - name: What a client sent.
    ///   - field: Where it did.
    ///   - kind: What its length is complained about as.
    /// - Throws: `invalidArgument`.
    static func check(
        _ name: String,
        _ field: @autoclosure () -> String,
        kind: @autoclosure () -> String
    ) throws(RoostError) {
        guard !isPlain(name) else { return }
        guard name.unicodeScalars.allSatisfy(isAllowed) else {
            throw wrong(
                name,
                field(),
                "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) "
                    + "and slashes (/)."
            )
        }
        let shortest = shortest(name)
        guard shortest == name, name != ".", !name.hasPrefix(".."), !name.hasPrefix("/") else {
            throw wrong(
                name,
                field(),
                "Names may be treated as files in certain cases, and must not resolve to other names when treated as "
                    + "such. This name would resolve to '\(shortest)'"
            )
        }
        guard name.unicodeScalars.count <= longest else { throw tooLong(kind(), longest) }
    }

    /// Whether it is what nearly all names are, for which nothing else need be looked at.
    private static func isPlain(_ name: String) -> Bool {
        let bytes = name.utf8
        guard (1...longest).contains(bytes.count), bytes.first != UInt8(ascii: ".") else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
    }

    static func tooLong(_ kind: String, _ limit: Int) -> RoostError {
        RoostError(.invalidArgument, "'\(kind)' exceeds the maximum length of \(limit) characters")
    }

    private static func wrong(_ name: String, _ field: String, _ why: String) -> RoostError {
        RoostError(
            .invalidArgument,
            "Invalid value \(JSONValue.string(name).shown) for parameter '\(field)' supplied: \(why)"
        )
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil || "_-. :/".unicodeScalars.contains(scalar)
    }

    /// The shortest path that means the same, as POSIX has it.
    private static func shortest(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." || (parts.isEmpty && !isAbsolute) || parts.last == ".." {
                parts.append(part)
            } else {
                _ = parts.popLast()
            }
        }
        let text = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
        return text.isEmpty ? "." : text
    }
}

extension String {
    /// The beginning, `limit` characters and `bytes` at most.
    func cut(to limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
    }
}
