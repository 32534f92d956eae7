import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostEvaluation
import RoostMetadataStore
import RoostThreads

extension Operations {
    /// Examines whether everything that must hold does.
    ///
    /// `deep` reads every byte of content and every index; `repair` mends what can be mended without losing anything.
    package func doctor(repair: Bool, deep: Bool, as caller: Caller) async throws -> DoctorReport {
        try caller.requireEverywhere(.admin)
        var checks = [
            try await examineDatabase(deep: deep),
            try await examineReferences(),
            try await examineCounts(repair: repair, deep: deep),
            try await examineWork(repair: repair),
            try await examineEvaluations(deep: deep),
            try await examineContent(repair: repair),
        ]
        if deep {
            checks.append(try await examineBytes())
            checks.append(try await examineSeals())
            checks.append(try await examineSnapshots())
        }
        if repair, checks.contains(where: \.repaired) {
            let repaired = checks.filter(\.repaired).map(\.name).joined(separator: ", ")
            try await metadata.write { [self] in
                try record("doctor.repair", of: "", detail: repaired, in: nil, by: caller, $0)
            }
        }
        return DoctorReport(checks: checks)
    }

    private func examineDatabase(deep: Bool) async throws -> DoctorReport.Check {
        let damage = try await metadata.read { try $0.damage(deep: deep) }
        return DoctorReport.Check(
            "database",
            problems: damage,
            advice: "stop the server and restore a backup"
        )
    }

    private func examineReferences() async throws -> DoctorReport.Check {
        let tables = try await metadata.read { try $0.danglingTables() }
        return DoctorReport.Check(
            "references",
            problems: tables.map { "rows of \($0) name what is not there" },
            advice: "stop the server and restore a backup"
        )
    }

    /// Counting the points of every run takes long: only `deep` does.
    private func examineCounts(repair: Bool, deep: Bool) async throws -> DoctorReport.Check {
        let now = now()
        let (versions, datasets, runs) = try await metadata.read {
            (try $0.miscountedVersions(), try $0.miscountedDatasets(), deep ? try $0.miscountedRuns() : [])
        }
        if repair, !(versions.isEmpty && datasets.isEmpty && runs.isEmpty) {
            try await metadata.write { transaction in
                for id in versions { try transaction.countArtifacts(of: id, at: now) }
                for id in datasets { try transaction.recount(id) }
                for id in runs { try transaction.recount(id) }
            }
        }
        return DoctorReport.Check(
            "counts",
            problems: versions.map { "version \($0)" } + datasets.map { "dataset \($0)" } + runs.map { "run \($0)" },
            advice: "run the doctor with repair to count again",
            repaired: repair
        )
    }

    /// Whether somebody works on what is said to be worked on.
    private func examineWork(repair: Bool) async throws -> DoctorReport.Check {
        let (versions, runs) = try await metadata.read { (try $0.strandedVersions(), try $0.strandedRuns()) }
        if repair, !(versions.isEmpty && runs.isEmpty) {
            try await metadata.write { [self] transaction in
                for id in versions {
                    let message = "no execution trains it; the doctor found out"
                    try move(try version(id, transaction), by: .fail, message: message, by: .system, transaction)
                }
                for id in runs { try finishRun(id, as: .failed, transaction) }
            }
        }
        return DoctorReport.Check(
            "work",
            problems: versions.map { "version \($0) waits for a training that nobody does" }
                + runs.map { "run \($0) goes on although its execution has ended" },
            advice: "run the doctor with repair to fail them",
            repaired: repair
        )
    }

    /// Whether evaluations are whole; `deep` counts their outcomes and objects and reads their evidence.
    private func examineEvaluations(deep: Bool) async throws -> DoctorReport.Check {
        let broken = try await metadata.read { try $0.brokenEvaluations(deep: deep) }
        var problems = broken.map { "evaluation \($0) is not whole" }
        let keeping = deep ? try await metadata.read { try $0.evaluationsWithEvidence() } : []
        for id in keeping {
            guard let evaluation = try await metadata.read({ try $0.evaluation(id) }) else { continue }
            if let problem = await problem(withEvidenceOf: evaluation) {
                problems.append("evaluation \(id) \(problem)")
            }
        }
        return DoctorReport.Check(
            "evaluations",
            problems: problems,
            advice: "evaluate those versions again"
        )
    }

    private func problem(withEvidenceOf evaluation: Evaluation) async -> String? {
        do {
            let bytes = try await evidenceBytes(of: evaluation, limit: Int64(Evidence.byteLimit))
            let evidence = try await mathematics.run { try Evidence(bytes: bytes) }
            let items = evaluation.report?.outcomeCounts.values.reduce(0, +)
            guard evidence.kind == evaluation.report?.kind, evidence.count == items else {
                return "has evidence of something else"
            }
            return nil
        } catch {
            return "has evidence that cannot be read: \((error as? RoostError)?.message ?? "\(error)")"
        }
    }

    /// Whether the store has what rows say it has.
    private func examineContent(repair: Bool) async throws -> DoctorReport.Check {
        var problems: [String] = []
        var unrepaired = 0
        for try await blob in blobRows() {
            let size = try await blobs.size(of: blob.digest)
            guard size != blob.size else { continue }
            problems.append(size == nil ? "\(blob.digest) is missing" : "\(blob.digest) has the wrong size")
            let later = now().advanced(bySeconds: 1)
            // What nothing names can be forgotten, and uploaded again.
            guard repair, try await metadata.write({ try $0.deleteBlob(blob.digest, unusedSince: later) }) else {
                unrepaired += 1
                continue
            }
        }
        return DoctorReport.Check(
            "content",
            problems: problems,
            advice: "put the files back from a backup, or delete what names them and push it again",
            repaired: repair && unrepaired == 0
        )
    }

    /// Whether every content is what its name says.
    private func examineBytes() async throws -> DoctorReport.Check {
        var problems: [String] = []
        for try await blob in blobRows() where try await blobs.size(of: blob.digest) != nil {
            let found = try await ContentHash.digest(of: try await blobs.read(blob.digest))
            if found != blob.digest { problems.append("\(blob.digest) is damaged") }
        }
        return DoctorReport.Check(
            "digests",
            problems: problems,
            advice: "put the files back from a backup"
        )
    }

    /// Whether sealed versions are what they were when they were sealed.
    private func examineSeals() async throws -> DoctorReport.Check {
        var problems: [String] = []
        var last: Identifier<Version>?
        while true {
            let after = last
            let versions = try await metadata.read { transaction in
                try transaction.sealedVersions(after: after, limit: 100).map { version in
                    (version, VersionDigest(try transaction.artifacts(of: version.id)).digest)
                }
            }
            for (version, digest) in versions where version.digest != digest {
                problems.append("version \(version.id) is not what was sealed")
            }
            guard let next = versions.last?.0.id else { break }
            last = next
        }
        return DoctorReport.Check("seals", problems: problems, advice: "restore a backup")
    }

    /// Whether snapshots can be read, and hold the items that their rows say.
    private func examineSnapshots() async throws -> DoctorReport.Check {
        var problems: [String] = []
        let snapshots = Pages { [metadata] last in
            try await metadata.read { try $0.snapshots(after: last?.id, limit: 100) }
        }
        while let snapshot = try await snapshots.next() {
            if let problem = try await problem(with: snapshot) { problems.append("snapshot \(snapshot.id) \(problem)") }
        }
        return DoctorReport.Check("snapshots", problems: problems, advice: "restore a backup")
    }

    private func problem(with snapshot: Snapshot) async throws -> String? {
        guard try await blobs.size(of: snapshot.digest) == snapshot.size else { return "has lost its manifest" }
        var reader = SnapshotReader()
        var (items, annotations, missing) = (0, 0, 0)
        do {
            for try await piece in try await blobs.read(snapshot.digest) {
                let read = try reader.read(piece.readableBytesView)
                items += read.count
                annotations += read.reduce(0) { $0 + $1.annotations.count }
                missing += try await metadata.read {
                    try $0.missingItems(read.map(\.id), of: snapshot.datasetID).count
                }
            }
            try reader.finish()
        } catch let error as RoostError where error.code == .corrupted || error.code == .unsupported {
            return "cannot be read: \(error.message)"
        }
        guard items == snapshot.itemCount, annotations == snapshot.annotationCount else {
            return "holds another number of items or annotations than it should"
        }
        return missing == 0 ? nil : "shows \(missing) items that are gone"
    }

    /// Every content that rows speak of, a thousand at a time.
    private func blobRows() -> AsyncThrowingStream<BlobRow, any Error> {
        let pages = Pages { [metadata] last in
            try await metadata.read { try $0.blobs(after: last?.digest, limit: 1000) }
        }
        return AsyncThrowingStream { try await pages.next() }
    }
}

extension DoctorReport.Check {
    /// Names the first problems and says what to do; all is well when there are none.
    fileprivate init(_ name: String, problems: [String], advice: String, repaired: Bool = false) {
        let shown = problems.prefix(10).joined(separator: "; ")
        let more = problems.count > 10 ? " and \(problems.count - 10) more" : ""
        self.init(
            name: name,
            ok: problems.isEmpty || repaired,
            detail: problems.isEmpty ? "" : repaired ? "\(shown)\(more)" : "\(shown)\(more): \(advice)",
            repaired: !problems.isEmpty && repaired
        )
    }
}
