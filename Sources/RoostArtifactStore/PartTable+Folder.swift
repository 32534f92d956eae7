import RoostEntities

extension PartTable {
    /// What an earlier server left in the folder of a store; the rest of what it left there goes.
    convenience init(restoring layout: BlobLayout) throws(FileFailure) {
        var entries: [PartEntry] = []
        for name in try FileSystem.names(in: layout.parts) {
            guard let entry = try Self.entry(name, in: layout) else {
                try FileSystem.removeTree("\(layout.parts)/\(name)")
                continue
            }
            entries.append(entry)
        }
        self.init(entries)
    }

    private static func entry(_ name: String, in layout: BlobLayout) throws(FileFailure) -> PartEntry? {
        guard let id = try? Identifier<Upload>(name) else { return nil }
        let folder = layout.parts(of: id)
        guard let upload = try FolderBlobs.header(folder.header), upload.id == id,
            let status = try FileSystem.status(of: folder.path)
        else { return nil }
        let names = try FileSystem.names(in: folder.path)
        return PartEntry(
            upload,
            records: names.compactMap(PartRecord.init(name:)),
            content: names.lazy.compactMap(PartFolder.sealed).first,
            changedAt: status.modifiedAt
        )
    }
}
