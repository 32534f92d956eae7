import RoostEntities

extension COCOIndex {
    /// What a file says of an image, as an item's metadata, and the image's name.
    ///
    /// - Parameters:
    ///   - image: of this index.
    ///   - input: the file that it is the index of.
    /// - Returns: what was Roost's own before under its own name, all else under `coco`.
    /// - Throws: `corrupted` with the place, for an image without a name.
    func facts(
        of image: Image,
        in input: InputFile
    ) throws(RoostError) -> (metadata: [String: JSONValue], name: String) {
        let path = [JSONScanner.Place.member("images"), .element(image.number)]
        var scanner = JSONScanner(input, at: image.offset, path: path)
        guard case .object(var members) = try scanner.value(limit: 1 << 16),
            let name = members.removeValue(forKey: "file_name")?.text
        else { throw scanner.failure("an image needs id and file_name") }
        var metadata: [String: JSONValue] = [:]
        if case .object(let own)? = members["metadata"], own["coco"] == nil, !own.isEmpty {
            metadata = own
            members["metadata"] = nil
        }
        metadata["coco"] = .object(members)
        return (metadata, name)
    }

    /// The image's name; `nil` when it has none.
    func name(of image: Image, in input: InputFile) -> String? {
        var scanner = JSONScanner(input, at: image.offset, path: [])
        return (try? scanner.value(limit: 1 << 16))?["file_name"]?.text
    }
}
