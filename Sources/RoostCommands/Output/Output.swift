import Foundation
import RoostClient

/// The one place that decides how a command answers: data on standard output, talk on standard error.
struct Output: Sendable {
    let json: Bool
    let console: Console

    /// A list: a table or a JSON array.
    ///
    /// `empty`: what to do when there is nothing yet.
    /// `hasMore`: whether the list was cut.
    func show<Element: Row & Encodable>(_ rows: [Element], empty: String, hasMore: Bool = false) throws {
        if json {
            try print(json: rows)
        } else if rows.isEmpty {
            say(empty)
        } else {
            print(Table(columns: Element.columns, rows: rows.map(\.cells)).text)
        }
        if hasMore { say("there are more; ask with --limit \(rows.count * 10)") }
    }

    /// One thing: its fields or its JSON.
    func show<Value: Details & Encodable>(_ value: Value) throws {
        try show(value, as: value.fields)
    }

    /// One thing: some of its fields, or all of its JSON.
    func show(_ value: some Encodable, as fields: [Field]) throws {
        guard !json else { return try print(json: value) }
        print(Fields(fields).text)
    }

    /// One JSON document, with nothing in it that could steer a terminal.
    func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        console.write(Self.escaped(json: text) + "\n", .data)
    }

    /// Data that was made safe cell by cell.
    func print(_ text: String) {
        console.write(text.hasSuffix("\n") ? text : text + "\n", .data)
    }

    /// A sentence about what happened.
    func say(_ sentence: String) {
        console.write(Self.safe(sentence, keeping: "\n") + "\n", .talk)
    }

    /// The next useful command; only people want to know.
    func hint(_ command: String) {
        guard console.isTalkTerminal, !json else { return }
        console.write("next: \(Self.safe(command))\n", .talk)
    }

    /// Asks whether to go on.
    ///
    /// - Throws: `invalidArgument` when nobody is there to answer, `cancelled` when the answer is not yes.
    func confirm(_ question: String, assumed yes: Bool) throws {
        guard !yes else { return }
        guard console.isInputTerminal, console.isTalkTerminal else {
            throw RoostError(.invalidArgument, "\(question) Nobody is here to answer: pass --yes to say so")
        }
        console.write("\(Self.safe(question)) [y/N] ", .talk)
        guard let answer = console.readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw RoostError(.cancelled, "nothing was done")
        }
    }
}

extension Output {
    /// `text` without what could steer a terminal or turn the direction of what follows.
    static func safe(_ text: String, keeping kept: Unicode.Scalar? = nil) -> String {
        guard text.unicodeScalars.contains(where: { steers($0) && $0 != kept }) else { return text }
        var safe = String.UnicodeScalarView()
        safe.append(contentsOf: text.unicodeScalars.map { steers($0) && $0 != kept ? "\u{FFFD}" : $0 })
        return String(safe)
    }

    /// Inside JSON such characters are only ever in strings, where an escape means the same.
    private static func escaped(json text: String) -> String {
        guard text.unicodeScalars.contains(where: { steers($0) && $0 != "\n" }) else { return text }
        return text.unicodeScalars.reduce(into: "") { escaped, scalar in
            guard steers(scalar), scalar != "\n" else {
                escaped.unicodeScalars.append(scalar)
                return
            }
            let digits = String(scalar.value, radix: 16)
            escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }

    /// Control characters of ASCII and Latin 1, and those that override the direction of text.
    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x2028, 0x2029: true
        default: false
        }
    }
}
