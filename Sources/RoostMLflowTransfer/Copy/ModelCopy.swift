import RoostClient
import RoostEntities

/// Copies the logged models of one experiment.
struct ModelCopy: Sendable {
    private static let parametersPerRequest = 100
    private static let pointsPerRequest = 1000
    /// What the server itself notes when a version is registered.
    private static let versionsTag = "mlflow.modelVersions"

    let transfer: Transfer
    let experiment: MLflowExperiment
    let place: String

    private var target: TransferTarget { transfer.target }
    private var log: TransferLog { transfer.log }

    init(_ transfer: Transfer, experiment: MLflowExperiment, place: String) {
        self.transfer = transfer
        self.experiment = experiment
        self.place = place
    }

    func copyAll() async throws {
        let there = target.keepsIdentities ? [:] : try await known()
        try await forEachPage { token in
            try await transfer.models(of: experiment.id, after: token)
        } _: { models in
            try await models.concurrently(Transfer.width) { model in
                try await transfer.attempt(of: "logged model \(model.id)") {
                    try await copy(model, there: there[model.id])
                }
            }
        }
    }

    /// The copies that are there, by what they are copies of.
    private func known() async throws -> [String: MLflowModel] {
        var known: [String: MLflowModel] = [:]
        try await forEachPage { token in
            try await target.reader.models(of: place, after: token)
        } _: { models in
            for model in models { known[model.tags[TransferTarget.modelTag] ?? ""] = model }
        }
        return known
    }

    private func copy(_ model: MLflowModel, there: MLflowModel?) async throws {
        let known = target.keepsIdentities ? try await target.model(model.id) : there
        if let known {
            transfer.map.set(model: model.id, .init(id: known.id, artifactURI: known.artifactURI))
            if known.status == model.status, model.status != MLflowModel.pending, !transfer.rechecks {
                return log.note { $0.models.kept += 1 }
            }
        }
        var draft = model
        draft.tags.removeAll { $0.key == Self.versionsTag }
        let made: MLflowModel
        if let known {
            made = known
        } else {
            made = try await target.create(draft, in: place, run: run(of: model))
        }
        transfer.map.set(model: model.id, .init(id: made.id, artifactURI: made.artifactURI))
        for part in Array(model.parameters.dropFirst(Self.parametersPerRequest)).parts(of: Self.parametersPerRequest) {
            try await transfer.keep(part) { part in
                try await target.log(model: made.id, parameters: part)
            } lose: { entry, why in
                log.lose(of: "logged model \(model.id)", "parameter \(quoted(entry.key))", why)
            }
        }
        let name = "logged model \(model.id)"
        try await FileCopy(transfer, from: model.owner, to: made.owner, name: name, isNew: known == nil).copyAll()
        try await copyPoints(of: model, to: made.id)
        if model.status != MLflowModel.pending { try await target.set(made.id, status: model.status) }
        log.note { $0.models.copied += 1 }
    }

    private func run(of model: MLflowModel) -> String? {
        guard let run = model.run else { return nil }
        return transfer.map.run(run)?.id ?? (target.keepsIdentities ? run : nil)
    }

    /// The points of a model are those of the runs that measured it.
    private func copyPoints(of model: MLflowModel, to copy: String) async throws {
        for (run, points) in Dictionary(grouping: model.metrics, by: \.run) {
            guard let run = run.flatMap({ transfer.map.run($0) }) else {
                log.lose(of: "logged model \(model.id)", "\(points.count) metric points", "their run was not copied")
                continue
            }
            let points = points.map { point in
                var point = point
                (point.model, point.run) = (copy, nil)
                return point
            }
            for part in points.parts(of: Self.pointsPerRequest) {
                try await transfer.keep(part) { part in
                    try await target.log(run.id, metrics: part)
                    log.note { $0.points += part.count }
                } lose: { point, why in
                    let what = "metric \(quoted(point.key)) at step \(point.step)"
                    log.lose(of: "logged model \(model.id)", what, why)
                }
            }
        }
    }
}
