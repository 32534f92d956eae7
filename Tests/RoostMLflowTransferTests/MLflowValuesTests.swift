import Foundation
import RoostEntities
import Testing

@testable import RoostMLflowTransfer

/// Answers as MLflow 3.17.2 gives them.
struct MLflowValuesTests {
    private func decoded<Value: Decodable>(_ json: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    @Test func `numbers are read in quotes and without`() throws {
        let plain = try decoded(#"{"key": "m", "value": 0.5, "timestamp": 7, "step": -3}"#, as: MLflowPoint.self)
        #expect(plain == MLflowPoint(key: "m", value: 0.5, at: 7, step: -3))
        let quoted = try decoded(#"{"key": "m", "value": "NaN", "timestamp": "7"}"#, as: MLflowPoint.self)
        #expect(quoted.value.isNaN)
        #expect(quoted.at == 7)
        #expect(quoted.step == 0)
    }

    @Test func `what is no finite number is sent in quotes`() {
        #expect(MLflowPoint(key: "m", value: .nan, at: 0, step: 0).json["value"] == "NaN")
        #expect(MLflowPoint(key: "m", value: -.infinity, at: 0, step: 0).json["value"] == "-Infinity")
        #expect(MLflowPoint(key: "m", value: 0.25, at: 0, step: 0).json["value"] == .number(0.25))
    }

    @Test func `a run is read with all that is kept beside it`() throws {
        let run = try decoded(
            #"""
            {"info": {"run_id": "ab", "run_uuid": "ab", "experiment_id": "1", "run_name": "n", "user_id": "ada",
              "status": "KILLED", "start_time": 5, "end_time": 9, "artifact_uri": "mlflow-artifacts:/1/ab/artifacts",
              "lifecycle_stage": "deleted"},
             "data": {"metrics": [{"key": "loss", "value": 1.0, "timestamp": 5, "step": 0}],
              "params": [{"key": "lr", "value": ""}], "tags": [{"key": "mlflow.parentRunId", "value": "cd"}]},
             "inputs": {"model_inputs": [{"model_id": "m-1"}],
              "dataset_inputs": [{"dataset": {"name": "d", "digest": "x", "source_type": "local", "source": "s"}}]},
             "outputs": {"model_outputs": [{"model_id": "m-2", "step": "4"}]}}
            """#,
            as: MLflowRun.self
        )
        #expect(run.isDeleted && run.status == "KILLED" && run.endedAt == 9)
        #expect(run.metrics == ["loss"] && run.parent == "cd" && run.parameters == [MLflowEntry("lr", "")])
        #expect(run.modelInputs == ["m-1"] && run.modelOutputs == [.init(model: "m-2", step: 4)])
        #expect(run.datasets.map(\.name) == ["d"])
    }

    @Test func `a run that says hardly anything is read, too`() throws {
        let run = try decoded(#"{"info": {"run_id": "ab", "experiment_id": "1"}, "inputs": {}}"#, as: MLflowRun.self)
        #expect(run.status == "RUNNING" && run.metrics.isEmpty && run.startedAt == nil)
    }

    @Test func `an empty file has a size though MLflow does not say so`() throws {
        #expect(try decoded(#"{"path": "e", "is_dir": false}"#, as: MLflowFile.self).size == 0)
        #expect(try decoded(#"{"path": "f", "is_dir": true}"#, as: MLflowFile.self).size == nil)
    }
}
