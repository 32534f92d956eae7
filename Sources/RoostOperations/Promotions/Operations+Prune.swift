import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Archives or deletes the versions of a model that nothing uses, all but the newest.
    ///
    /// - Parameters:
    ///   - name: The model.
    ///   - keepLast: How many of the newest whole versions stay.
    ///   - action: What becomes of the others.
    ///   - dryRun: Says what would become of them, and leaves them alone.
    ///   - project: Of the model.
    ///   - caller: A maintainer.
    /// - Returns: What became of each version and why.
    /// - Throws: `tooLarge` for a model with more versions than can be looked at in one step.
    package func pruneVersions(
        of name: Model.Name,
        keepLast: Int,
        _ action: PruneReport.Action,
        dryRun: Bool,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> PruneReport {
        guard keepLast >= 0 else {
            throw RoostError(.invalidArgument, "0 or more versions are kept, not \(keepLast)")
        }
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let model = try self.model(name, in: project, transaction)
            let versions = try listed(of: model, archived: action == .delete, transaction)
            let reasons = try reasonsToKeep(versions, last: keepLast, action, transaction)
            let lines = versions.map { version in
                PruneReport.Line(
                    version: version.reference,
                    kept: reasons[version.id] != nil,
                    reason: reasons[version.id] ?? version.reasonToGo,
                    size: version.size
                )
            }
            let report = PruneReport(action: action, dryRun: dryRun, versions: lines)
            guard !dryRun else { return report }
            for version in versions where reasons[version.id] == nil {
                try remove(version, action, in: project, by: caller, transaction)
            }
            return report
        }
    }

    private func listed(of model: Model, archived: Bool, _ transaction: some Reading) throws -> [Version] {
        var versions: [Version] = []
        var page: PageRequest? = try PageRequest(limit: 1000)
        while let request = page {
            let found = try transaction.versions(of: model.id, archived: archived, deleted: false, page: request)
            versions += found.items
            try Limits.check(count: versions.count, "versions", limit: Limits.prunedVersions)
            page = try found.next.map { try PageRequest(limit: 1000, after: $0) }
        }
        return versions
    }

    /// Why versions stay; those without a reason go.
    private func reasonsToKeep(
        _ versions: [Version],
        last: Int,
        _ action: PruneReport.Action,
        _ transaction: some Reading
    ) throws -> [Identifier<Version>: String] {
        var reasons: [Identifier<Version>: String] = [:]
        for version in versions.filter(\.status.isSealed).prefix(last) {
            reasons[version.id] = last == 1 ? "it is the newest" : "it is one of the newest \(last)"
        }
        for version in versions where reasons[version.id] == nil {
            if let alias = version.aliases.first {
                reasons[version.id] = "alias \(alias) points at it"
            } else if let execution = try transaction.activeExecution(of: version.id) {
                reasons[version.id] = "execution \(execution) works with it"
            } else if !version.status.isSealed, version.status != .failed {
                reasons[version.id] = "it is \(version.status.rawValue)"
            }
        }
        guard action == .delete else { return reasons }
        // The newest first, so that a child has its reason before its parents are looked at.
        for version in versions where reasons[version.id] != nil {
            var child = version
            while let parent = child.parentID.flatMap({ id in versions.first { $0.id == id } }) {
                if reasons[parent.id] == nil { reasons[parent.id] = "\(child.reference) was made of it" }
                child = parent
            }
        }
        return reasons
    }

    private func remove(
        _ version: Version,
        _ action: PruneReport.Action,
        in project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        switch action {
        case .archive:
            try transaction.updateVersion(
                version.id,
                description: version.description,
                tags: version.tags,
                archivedAt: now(),
                at: now()
            )
        case .delete:
            try transaction.markVersion(version.id, deletedAt: now(), at: now())
        }
        try record(
            "version.\(action.rawValue)",
            of: version.reference.text,
            detail: "pruned: \(version.reasonToGo)",
            in: project,
            by: caller,
            transaction
        )
    }
}

extension Version {
    fileprivate var reasonToGo: String {
        status == .failed ? "it failed" : "nothing uses it and newer ones are kept"
    }
}
