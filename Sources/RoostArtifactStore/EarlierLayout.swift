import RoostEntities

/// How stores lay before content had one folder for each first two digits: `sha256/ab/cd/<digest>`.
struct EarlierLayout {
    let layout: BlobLayout

    private var contents: String { "\(layout.root)/sha256" }

    /// Moves all content to where it belongs now; what a crash leaves undone is done at the next start.
    ///
    /// It blocks: to be called where that may be.
    func moveAll() throws(FileFailure) {
        guard try FileSystem.status(of: contents) != nil else { return }
        var folders: Set<String> = [layout.contents]
        for outer in try FileSystem.names(in: contents) {
            for inner in try FileSystem.names(in: "\(contents)/\(outer)") {
                let folder = "\(contents)/\(outer)/\(inner)"
                for digest in try FileSystem.names(in: folder).compactMap({ try? Digest($0) }) {
                    try link("\(folder)/\(digest.text)", as: digest)
                    folders.insert(layout.folder(of: digest))
                }
            }
        }
        // The names are safe before those of before go.
        for folder in folders { try OpenFile(folder, for: .folder).sync() }
        try FileSystem.removeTree(contents)
    }

    private func link(_ file: String, as digest: Digest) throws(FileFailure) {
        try FileSystem.makeFolder(layout.folder(of: digest))
        do throws(FileFailure) {
            try FileSystem.link(file, as: layout.path(of: digest))
        } catch  where error.isPresent {}
    }
}
