import GRDB
import RoostEntities

extension Reading {
    /// The models that a run read and those that came out of it, in the order they were told.
    func models(of run: Int64) throws -> (inputs: [LoggedModel.ID], outputs: [TrackedRun.ModelOutput]) {
        var inputs: [LoggedModel.ID] = []
        var outputs: [TrackedRun.ModelOutput] = []
        try connection.each(
            "SELECT model, step, direction = 'output' FROM runModel WHERE runKey = ? ORDER BY key",
            [run]
        ) { row in
            let model: LoggedModel.ID = try row.decode(atIndex: 0)
            if try row.decode(atIndex: 2) {
                outputs.append(TrackedRun.ModelOutput(model: model, step: try row.decode(atIndex: 1)))
            } else {
                inputs.append(model)
            }
            return true
        }
        return (inputs, outputs)
    }

    package func modelCount(of run: RunPlace) throws -> Int {
        try connection.value("SELECT count(*) FROM runModel WHERE runKey = ?", [run.key]) ?? 0
    }
}

extension WriteTransaction {
    /// Adds models that a run read; each is there once.
    package func addModelInputs(_ models: [LoggedModel.ID], to run: RunPlace) throws {
        for model in models {
            try connection.execute(
                """
                INSERT INTO runModel (runKey, direction, model, step) VALUES (?, 'input', ?, 0) ON CONFLICT DO NOTHING
                """,
                [run.key, model]
            )
        }
    }

    /// Adds models that came out of a run; one that did before has its step changed.
    package func addModelOutputs(_ outputs: [TrackedRun.ModelOutput], to run: RunPlace) throws {
        for output in outputs {
            try connection.execute(
                """
                INSERT INTO runModel (runKey, direction, model, step) VALUES (?, 'output', ?, ?)
                ON CONFLICT DO UPDATE SET step = excluded.step
                """,
                [run.key, output.model, output.step]
            )
        }
    }
}
