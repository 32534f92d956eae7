import RoostEntities
import RoostMetadataStore

extension FillHome {
    /// Runs in the experiment `large`, one in a hundred still going, with four parameters and as many points of `loss`
    /// as of `accuracy`.
    func addRuns(_ count: Int, points: Int) async throws {
        let experiment: Identifier<Experiment> = ids.next()
        let project = project.id
        try await metadata.write { transaction in
            try transaction.insertExperiment(
                experiment,
                in: project,
                name: Experiment.Name("large"),
                description: "",
                tags: .none,
                at: .now
            )
        }
        let each = max(points / count / 2, 1)
        let keys = (loss: try Run.Key("loss"), accuracy: try Run.Key("accuracy"))
        try await inParts(count, of: 200) { [self] transaction, part in
            for number in part {
                let run = run(number, experiment)
                try transaction.insertRun(run)
                guard let place = try transaction.place(of: run.id) else { continue }
                // A walk through all residues, so that the best values lie anywhere.
                let quality = Double(number * 7919 % 100_003) / 100_003
                try addParameters(number, to: place, transaction)
                for (key, sign) in [(keys.loss, -1.0), (keys.accuracy, 1)] {
                    let points = (0..<each).map { step in
                        MetricPoint(
                            key: key,
                            step: Int64(step),
                            at: run.startedAt.advanced(bySeconds: Double(step)),
                            value: quality + sign * Double(step) / Double(each)
                        )
                    }
                    try transaction.insertPoints(points, of: place)
                }
                guard number % 100 != 0 else { continue }
                try transaction.setStatus(of: run.id, to: number % 7 == 0 ? .failed : .finished, at: run.startedAt)
            }
        }
    }

    private func run(_ number: Int, _ experiment: Identifier<Experiment>) -> NewRun {
        NewRun(
            id: ids.next(),
            projectID: project.id,
            experimentID: experiment,
            name: "run \(number)",
            startedAt: Timestamp(milliseconds: 1_795_000_000_000 + Int64(number) * 1000),
            parentID: nil,
            executionID: nil,
            versionID: nil,
            note: "",
            inputs: [],
            createdBy: "benchmark"
        )
    }

    private func addParameters(_ number: Int, to run: RunPlace, _ transaction: WriteTransaction) throws {
        let parameters = [
            ("learning_rate", "0.\(number % 10)"), ("batch_size", "\(1 << (number % 8))"), ("optimizer", "sgd"),
            ("seed", "\(number)"),
        ]
        for (key, value) in parameters {
            _ = try transaction.insertParameter(key, value, of: run)
        }
    }
}
