import RoostEntities
import RoostModelFiles

extension Operations {
    /// What the files of a version to be say of the model in it, read before its transaction.
    ///
    /// That the version is made does not depend on it: what cannot be understood, or no version may have, is left out.
    func facts(of files: [VersionFile]) async throws -> VersionFacts {
        let inspection = ModelInspection(blobs: blobs, threads: threads)
        let described = try await inspection.describe(
            Dictionary(files.map { ($0.path.text, ModelInspection.File(digest: $0.digest, size: $0.size)) }) { $1 }
        )
        return described.map(VersionFacts.init) ?? VersionFacts()
    }
}

extension VersionFacts {
    fileprivate init(_ described: ModelDescription) {
        self.init()
        func fits(_ change: (inout Version.Draft) -> Void) -> Bool {
            var draft = Version.Draft(artifacts: [], source: Version.Source(kind: .run, location: ""))
            change(&draft)
            return (try? draft.check()) != nil
        }
        if fits({ $0.task = described.task }) { task = described.task }
        if fits({ $0.type = described.type }) { type = described.type }
        if fits({ $0.labels = described.labels }) { labels = described.labels }
        if fits({ $0.configuration = described.configuration }) { configuration = described.configuration }
    }
}
