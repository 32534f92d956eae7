import RoostEntities

/// Copies registered models with their versions, aliases and stages.
struct RegistryCopy: Sendable {
    /// So many missing numbers are filled where the target counts by itself.
    private static let widestGap: Int64 = 1000

    let transfer: Transfer
    private var target: TransferTarget { transfer.target }
    private var log: TransferLog { transfer.log }

    init(_ transfer: Transfer) {
        self.transfer = transfer
    }

    func copyAll() async throws {
        try await forEachPage { token in
            try await transfer.source.registeredModels(after: token)
        } _: { models in
            for model in models {
                try Task.checkCancellation()
                try await transfer.attempt(of: "model \(quoted(model.name))") { try await copy(model) }
            }
        }
    }

    private func copy(_ model: MLflowRegisteredModel) async throws {
        let isNew = try await target.create(model)
        log.note { $0.registeredModels = isNew ? $0.registeredModels.one(copied: true) : $0.registeredModels.one() }
        var there = isNew ? CopiedVersions() : try await versions(of: model.name)
        try await forEachPage { token in
            try await transfer.source.versions(of: model.name, after: token)
        } _: { versions in
            for version in versions.sorted(by: { $0.number < $1.number }) {
                try Task.checkCancellation()
                if let known = there.kept[version.number] {
                    try await setStage(of: version, known: known.stage, model.name)
                    log.note { $0.versions.kept += 1 }
                    continue
                }
                try await copy(version, of: model.name, beside: &there)
            }
        }
        for number in there.fillers { try await target.deleteVersion(number, of: model.name) }
        for alias in model.aliases {
            try await transfer.keep([alias]) { _ in
                try await target.set(alias, of: model.name)
            } lose: { alias, why in
                log.lose(of: "model \(quoted(model.name))", "alias \(quoted(alias.alias))", why)
            }
        }
    }

    private func versions(of model: String) async throws -> CopiedVersions {
        var there = CopiedVersions()
        try await forEachPage { token in
            try await target.reader.versions(of: model, after: token)
        } _: { versions in
            for version in versions { there.add(version) }
        }
        return there
    }

    private func copy(_ version: MLflowVersion, of registered: String, beside there: inout CopiedVersions) async throws
    {
        let name = "version \(version.number) of model \(quoted(registered))"
        guard version.number > there.last else {
            return log.lose(of: name, "all of it", "the target has higher numbers already and gives none below")
        }
        var draft = version
        draft.source = transfer.translated(source: version.source, run: version.run)
        draft.run = version.run.map { transfer.map.run($0)?.id ?? $0 }
        // A list of versions does not tell the logged model, but the source names it.
        let model = version.model ?? version.source.loggedModel
        draft.model = model.map { transfer.map.model($0)?.id ?? $0 }
        do {
            if !target.keepsIdentities { try await fillGap(before: draft, of: registered, beside: &there) }
            let number = try await target.create(draft, of: registered)
            there.last = number
            if number != version.number { log.lose(of: name, "its number", "the target gave it \(number)") }
            draft.number = number
        } catch let error as RoostError where error.isOfOneThing {
            return log.lose(of: name, "all of it", error.reason)
        }
        if version.status != "READY" { log.lose(of: name, "status \(version.status)", "what is copied is READY") }
        try await setStage(of: draft, known: "None", registered)
        log.note { $0.versions.copied += 1 }
    }

    /// Makes versions until the next one gets the number it had.
    ///
    /// They are deleted when that one is there: only what is there tells a later start which numbers were given.
    private func fillGap(
        before version: MLflowVersion,
        of model: String,
        beside there: inout CopiedVersions
    ) async throws {
        guard version.number - there.last <= Self.widestGap else { return }
        while there.last + 1 < version.number {
            var filler = version
            (filler.tags, filler.text) = ([MLflowEntry(CopiedVersions.fillerTag, "true")], "")
            let number = try await target.create(filler, of: model)
            there.last = number
            there.fillers.append(number)
        }
    }

    private func setStage(of version: MLflowVersion, known: String, _ model: String) async throws {
        guard version.stage != known, version.stage != "None" || known != "None" else { return }
        try await transfer.keep([version]) { _ in
            try await target.move(version.number, of: model, to: version.stage)
        } lose: { version, why in
            log.lose(of: "version \(version.number) of model \(quoted(model))", "stage \(version.stage)", why)
        }
    }
}

extension TransferReport.Count {
    func one(copied: Bool = false) -> Self {
        copied ? Self(copied: self.copied + 1, kept: kept) : Self(copied: self.copied, kept: kept + 1)
    }
}
