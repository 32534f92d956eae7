import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Adds what a run read: data, and logged models; the same for the same purpose is there once.
    package func addTrackedInputs(
        datasets: [TrackedDataset],
        models: [LoggedModel.ID],
        to id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let (_, place) = try writableRun(id, in: project, for: caller, transaction)
            try transaction.addDatasets(datasets, to: place)
            try transaction.addModelInputs(models, to: place)
            let count = try transaction.datasetCount(of: place)
            try Limits.check(count: count, "datasets of a run", limit: Limits.entries)
            try checkModelCount(of: place, transaction)
        }
    }

    /// Adds logged models that came out of a run; one that did before has its step changed.
    package func addTrackedOutputs(
        _ outputs: [TrackedRun.ModelOutput],
        to id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let (_, place) = try writableRun(id, in: project, for: caller, transaction)
            try transaction.addModelOutputs(outputs, to: place)
            try checkModelCount(of: place, transaction)
        }
    }

    /// Sets a tag of a run to what `change` makes of its value, which is `nil` when there is none.
    package func changeTrackedTag(
        _ key: String,
        of id: String,
        in project: Project.Name,
        as caller: Caller,
        _ change: @escaping @Sendable (String?) throws -> String
    ) async throws {
        try await metadata.write { [self] transaction in
            let (_, place) = try writableRun(id, in: project, for: caller, transaction)
            let value = try change(try transaction.tags(of: place).values[key])
            try applyTags([key: value], to: place, transaction)
        }
    }

    /// Writes to logged models what a run measured of them.
    func write(
        _ metrics: [TrackedEntries.ModelMetric],
        of run: RunPlace,
        in project: Project,
        _ transaction: WriteTransaction
    ) throws {
        for (model, metrics) in Dictionary(grouping: metrics, by: \.model) {
            let place = try loggedModelPlace(model, in: project, transaction)
            for metric in metrics {
                try transaction.insertPoint(
                    metric.point,
                    dataset: metric.dataset,
                    digest: metric.digest,
                    of: place,
                    measuredBy: run
                )
            }
        }
    }

    private func checkModelCount(of run: RunPlace, _ transaction: some Reading) throws {
        let count = try transaction.modelCount(of: run)
        try Limits.check(count: count, "logged models of a run", limit: Limits.fieldsOfRun)
    }
}
