import NIOCore
import RoostEntities
import Testing

extension MLflowServer {
    private static let traces = "/api/3.0/mlflow/traces"

    /// Writes a trace of the default experiment; what the server says of it.
    func trace(_ id: String, at second: Int = 0, _ members: String = "") async throws -> JSONValue? {
        let information = #"""
            {"trace_id": "\#(id)", "request_time": "2026-11-21T10:15:0\#(second).407Z", "state": "OK",
            "trace_location": {"mlflow_experiment": {"experiment_id": "0"}}\#(members)}
            """#
        return try await post(Self.traces, #"{"trace": {"trace_info": \#(information)}}"#)["trace"]?["trace_info"]
    }

    /// The identifiers a search of the default experiment finds.
    func foundTraces(_ members: String) async throws -> [String?] {
        let body = #"{"locations": [{"mlflow_experiment": {"experiment_id": "0"}}], \#(members)}"#
        return try await post("\(Self.traces)/search", body)["traces"]?.list.map { $0["trace_id"]?.text } ?? []
    }

    func assess(_ trace: String, _ members: String) async throws -> JSONValue? {
        let body = #"{"assessment": {"source": {"source_type": "CODE"}, \#(members)}}"#
        return try await post("\(Self.traces)/\(trace)/assessments", body)["assessment"]
    }
}
