import RoostEntities

/// An element of XML: its text, or the elements inside.
struct XMLNode: Equatable {
    let name: String
    var attributes: [String: String] = [:]
    var children: [XMLNode] = []
    /// Without the blanks round it; empty when there are elements inside.
    var text = ""

    subscript(name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The element as JSON: what holds elements is an object, what is there several times an array.
    var value: JSONValue {
        guard !children.isEmpty || !attributes.isEmpty else { return JSONValue(spelled: text) }
        var members = XMLNode.members(of: children)
        for (name, value) in attributes { members["@" + name] = .string(value) }
        if children.isEmpty, !text.isEmpty { members["#text"] = .string(text) }
        return .object(members)
    }

    static func members(of nodes: some Sequence<XMLNode>) -> [String: JSONValue] {
        var members: [String: [JSONValue]] = [:]
        for node in nodes { members[node.name, default: []].append(node.value) }
        return members.mapValues { $0.count == 1 ? $0[0] : .array($0) }
    }
}
