import RoostEntities
import RoostImaging

/// One of Pascal VOC's annotation files.
struct VOCAnnotation {
    /// As the file says; `nil` when it does not.
    var fileName: String?
    var objects: [Annotation.Draft] = []
    /// Everything else, by its name in the file.
    var rest: [String: JSONValue] = [:]

    static let sizeLimit = 1 << 26

    init(_ bytes: [UInt8]) throws(RoostError) {
        let root = try XMLReader.read(bytes)
        guard root.name == "annotation" else {
            throw RoostError(.corrupted, "its root is <\(root.name.prefix(40))>, not <annotation>")
        }
        for (number, node) in root.children.filter({ $0.name == "object" }).enumerated() {
            do throws(RoostError) {
                objects.append(try VOCObject.draft(node))
            } catch {
                throw RoostError(error.code, "object \(number + 1): \(error.message)", cause: error)
            }
        }
        fileName = root["filename"]?.text
        rest = XMLNode.members(of: root.children.filter { $0.name != "object" && $0.name != "filename" })
    }

    /// The text of a file about `item`.
    static func text(
        _ item: ExportedItem,
        fileName: String,
        objects: [(draft: Annotation.Draft, box: Geometry.Box?)],
        isSegmented: Bool
    ) -> String {
        var rest = item.metadata["voc"]?.members ?? [:]
        var size = rest.removeValue(forKey: "size")?.members ?? [:]
        size["width"] = size["width"] ?? .integer(Int64(item.size.width))
        size["height"] = size["height"] ?? .integer(Int64(item.size.height))
        size["depth"] = size["depth"] ?? .integer(3)
        rest["segmented"] = rest["segmented"] ?? .integer(isSegmented ? 1 : 0)
        rest["folder"] = rest["folder"] ?? .string(VOCLayout.images)
        var xml = XMLText()
        xml.element("annotation") { xml in
            if let folder = rest.removeValue(forKey: "folder") { xml.element("folder", folder) }
            xml.element("filename", fileName)
            xml.element("size", .object(size))
            for (key, value) in rest.sorted(by: { $0.key < $1.key }) { xml.element(key, value) }
            for object in objects { VOCObject.write(object.draft, box: object.box, to: &xml) }
        }
        return xml.text
    }
}
