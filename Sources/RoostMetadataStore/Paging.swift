import Foundation
import RoostEntities

extension PageRequest {
    /// One row more than wanted tells whether there is a next page.
    var rowLimit: Int { limit + 1 }

    /// The page of `rows`, of which there may be ``rowLimit``.
    func page<Element>(
        _ rows: [Element],
        token: (Element) throws -> PageToken
    ) throws -> Page<Element> {
        guard rows.count > limit else { return Page(items: rows) }
        let items = Array(rows.prefix(limit))
        return Page(items: items, next: try items.last.map(token))
    }

    /// The identifier after which the page begins.
    func afterIdentifier<Entity>(_ entity: Entity.Type = Entity.self) throws -> Identifier<Entity>? {
        try after.map { try Identifier($0.text) }
    }

    /// The text after which the page begins.
    func afterText() throws -> String? {
        try after.map { try $0.decodedText() }
    }
}

extension PageToken {
    init<Entity>(_ id: Identifier<Entity>) throws(RoostError) {
        try self.init(id.description)
    }

    /// A token that holds `text`, 1,024 bytes at most.
    init(encoding text: String) throws(RoostError) {
        try self.init(
            Data(text.utf8).base64EncodedString()
                .replacing("+", with: "-")
                .replacing("/", with: "_")
                .replacing("=", with: "")
        )
    }

    func decodedText() throws(RoostError) -> String {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let decoded = String(data: data, encoding: .utf8) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no page token of this list: pass 'next' of the page before as it was"
            )
        }
        return decoded
    }
}

extension Page {
    /// The same place in a list of what `transform` makes.
    func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), next: next)
    }
}
