import RoostEntities
import Yams

extension YOLODescription {
    private static let nodeLimit = 200_000

    /// - Throws: `corrupted` for what is no YAML, has no names, or refers to itself over and over.
    init(yaml: String) throws(RoostError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw RoostError(.corrupted, "it is no YAML: \(quoted("\(error)"))")
        }
        var left = Self.nodeLimit
        guard let root, case .object(let members) = try Self.value(root, &left, depth: 0) else {
            throw RoostError(.corrupted, "it has no 'names:'; list the classes there, the first for class 0")
        }
        try self.init(members)
    }

    /// Aliases are counted each time, so that a small file cannot become a large value.
    private static func value(_ node: Node, _ left: inout Int, depth: Int) throws(RoostError) -> JSONValue {
        left -= 1
        guard left >= 0, depth < 32 else { throw RoostError(.tooLarge, "it says too much; keep to the description") }
        switch node {
        case .scalar(let scalar):
            // A quoted number is a text.
            guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
            if node.null != nil { return .null }
            if let flag = node.bool { return .bool(flag) }
            return JSONValue(spelled: scalar.string)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence { elements.append(try value(element, &left, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let mapping):
            var members: [String: JSONValue] = [:]
            for (key, element) in mapping {
                guard let name = key.scalar?.string else { continue }
                members[name] = try value(element, &left, depth: depth + 1)
            }
            return .object(members)
        case .alias:
            return .null
        }
    }

    /// The document of a dataset whose subsets lie in the folders of ``places``.
    func yaml() throws(RoostError) -> String {
        var members: [(Node, Node)] = [("path", ".")]
        for subset in Subset.allCases {
            guard let folders = places[subset]?.sorted(), let first = folders.first else { continue }
            let node = folders.count == 1 ? Self.text(first) : Node(folders.map(Self.text))
            members.append((Node(SubsetFolders.name(subset)), node))
        }
        members.append(("nc", Node(String((names.keys.max() ?? -1) + 1))))
        members.append(
            ("names", Node(names.sorted { $0.key < $1.key }.map { (Node(String($0.key)), Self.text($0.value)) }))
        )
        for (key, value) in rest.sorted(by: { $0.key < $1.key }) {
            members.append((Self.text(key), Self.node(value)))
        }
        do {
            return try Yams.serialize(node: Node(members), allowUnicode: true)
        } catch {
            throw RoostError(.internal, "the description cannot be written as YAML", cause: error)
        }
    }

    private static func node(_ value: JSONValue) -> Node {
        switch value {
        case .string(let text): Self.text(text)
        case .array(let values): Node(values.map(node))
        case .object(let members):
            Node(members.sorted { $0.key < $1.key }.map { (Self.text($0.key), node($0.value)) })
        case .null: Node("null")
        case .bool, .integer, .number: Node(value.spelling ?? "")
        }
    }

    /// Quoted, so that `no` and `1` stay names.
    private static func text(_ value: String) -> Node {
        Node(value, Tag(.str), .doubleQuoted)
    }
}
