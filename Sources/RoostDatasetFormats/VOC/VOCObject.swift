import RoostEntities

/// An `<object>` of Pascal VOC: a label and a box, with what else is said of it.
///
/// VOC counts pixels from 1 and boxes include their last row and column; ours begin at 0 and have a width.
enum VOCObject {
    /// What is 0 or 1 in the file and true or false with us.
    private static let flags: Set = ["difficult", "truncated", "occluded"]

    static func draft(_ node: XMLNode) throws(RoostError) -> Annotation.Draft {
        guard let name = node["name"]?.text else { throw RoostError(.corrupted, "an object needs a name") }
        var attributes: [String: JSONValue] = [:]
        var rest: [String: JSONValue] = [:]
        var geometry = Geometry.image
        for (key, value) in XMLNode.members(of: node.children) {
            switch key {
            case "name": break
            case "bndbox":
                let box = try box(value)
                geometry = .box(box)
                if members(of: box) != value { rest[key] = value }
            case "pose": attributes[key] = value
            case "part": attributes["parts"] = value.elements == nil ? .array([value]) : value
            case "attributes":
                guard let own = own(value) else {
                    rest[key] = value
                    continue
                }
                attributes.merge(own) { known, _ in known }
            case _ where flags.contains(key) && (value == .integer(0) || value == .integer(1)):
                attributes[key] = .bool(value == .integer(1))
            default: rest[key] = value
            }
        }
        if !rest.isEmpty { attributes["voc"] = .object(rest) }
        return Annotation.Draft(label: try Label(name).name, geometry: geometry, attributes: attributes)
    }

    /// Writes the object; `box` is that of its geometry.
    static func write(_ draft: Annotation.Draft, box: Geometry.Box?, to xml: inout XMLText) {
        var said = draft.attributes
        var rest = said.removeValue(forKey: "voc")?.members ?? [:]
        for foreign in ["coco", "semantic"] { said[foreign] = nil }
        xml.element("object") { xml in
            xml.element("name", draft.label)
            if let pose = said.removeValue(forKey: "pose") { xml.element("pose", pose) }
            for flag in ["truncated", "occluded", "difficult"] {
                guard let value = said.removeValue(forKey: flag) else { continue }
                xml.element(flag, value == .bool(true) ? .integer(1) : value == .bool(false) ? .integer(0) : value)
            }
            if let kept = rest.removeValue(forKey: "bndbox") ?? box.map(members) { xml.element("bndbox", kept) }
            if let parts = said.removeValue(forKey: "parts") { xml.element("part", parts) }
            for (key, value) in rest.sorted(by: { $0.key < $1.key }) { xml.element(key, value) }
            if let score = draft.score { xml.element("score", .number(score)) }
            guard !said.isEmpty else { return }
            xml.element("attributes") { xml in
                for (key, value) in said.sorted(by: { $0.key < $1.key }) {
                    xml.element("attribute") { xml in
                        xml.element("name", key)
                        xml.element("value", value.spelling ?? "")
                    }
                }
            }
        }
    }

    static func box(_ value: JSONValue) throws(RoostError) -> Geometry.Box {
        let sides = ["xmin", "ymin", "xmax", "ymax"].compactMap { value[$0]?.double }
        guard sides.count == 4, sides.allSatisfy({ $0.isFinite && abs($0) < 1e9 }) else {
            throw RoostError(.corrupted, "a bndbox needs the numbers xmin, ymin, xmax and ymax")
        }
        let box = Geometry.Box(
            x: sides[0] - 1,
            y: sides[1] - 1,
            width: sides[2] - sides[0] + 1,
            height: sides[3] - sides[1] + 1
        )
        guard box.width >= 0, box.height >= 0 else {
            throw RoostError(.corrupted, "a bndbox ends before it begins")
        }
        return box
    }

    static func members(of box: Geometry.Box) -> JSONValue {
        let sides = [box.x + 1, box.y + 1, box.x + box.width, box.y + box.height]
        return .object(
            Dictionary(
                uniqueKeysWithValues: zip(
                    ["xmin", "ymin", "xmax", "ymax"],
                    sides.map { JSONValue(spelled: JSONText.number($0)) }
                )
            )
        )
    }

    /// `<attribute><name>…</name><value>…</value></attribute>`, as CVAT writes them; `nil` for anything else.
    private static func own(_ value: JSONValue) -> [String: JSONValue]? {
        guard let entries = value["attribute"].map({ $0.elements ?? [$0] }) else { return nil }
        var own: [String: JSONValue] = [:]
        for entry in entries {
            guard let name = entry["name"]?.spelling, let value = entry["value"],
                !["voc", "coco", "semantic"].contains(name)
            else { return nil }
            own[name] = value
        }
        return own.count == entries.count ? own : nil
    }
}
