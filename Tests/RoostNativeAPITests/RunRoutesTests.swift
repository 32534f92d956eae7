import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import RoostOperations
import Testing

@testable import RoostNativeAPI

@Suite struct RunRoutesTests {
    private let runs = "projects/default/runs"

    @Test func `a run is written with nothing but requests`() async throws {
        try await API.run { api in
            let id = try await api.startRun()
            let entries = """
                {"parameters": {"lr": "0.1"}, "tags": {"team": "vision"},
                 "metrics": [{"key": "system/cpu", "value": "NaN"}, {"key": "loss", "value": 2, "step": 3}]}
                """
            #expect(try await api.send(.post, "\(runs)/\(id)/log", json: entries).status == .noContent)
            let points = try await api.send(.get, "\(runs)/\(id)/metrics/system%2Fcpu").json.items
            #expect(points.map { $0["value"] } == ["NaN"])
            #expect(points.map { $0["step"] } == [.integer(0)])
            let ended = try await api.send(.patch, "\(runs)/\(id)", json: #"{"status": "finished"}"#).json
            #expect(ended["status"] == "finished" && ended["metrics"]?["loss"]?["last"] == .integer(2))
            #expect(ended["metrics"]?["system/cpu"]?["last"] == "NaN")
        }
    }

    @Test func `a run that was copied is found by what it was called`() async throws {
        try await API.run { api in
            let called = "0123456789abcdef0123456789abcdef"
            let made = try await api.copyRun(called)
            let entries = #"{"metrics": [{"key": "loss", "value": 2}]}"#
            #expect(try await api.send(.post, "\(runs)/\(called)/log", json: entries).status == .noContent)
            for id in [called, made.id.description] {
                let run = try await api.send(.get, "\(runs)/\(id)").json
                #expect(run["id"]?.text == made.id.description && run["foreignID"]?.text == called)
                #expect(try await api.send(.get, "\(runs)/\(id)/metrics/loss").json.items.count == 1)
                #expect(try await api.send(.get, "\(runs)?parent=\(id)").json.items.isEmpty)
            }
            let other = try await api.startRun()
            let both = try await api.send(.get, "\(runs)/compare?runs=\(called),\(other)").json
            #expect(both["runs"]?.items.first?["foreignID"]?.text == called)
            #expect(try await api.send(.get, "\(runs)/compare?runs=\(called),\(made.id)").status == .badRequest)
            #expect(try await api.send(.delete, "\(runs)/\(called)").status == .noContent)
            #expect(try await api.send(.post, "\(runs)/\(called)/undelete").json["foreignID"]?.text == called)
        }
    }

    @Test func `runs are listed in the order of a metric`() async throws {
        try await API.run { api in
            for value in ["3", "1", "\"NaN\"", "2"] {
                let id = try await api.startRun()
                let entries = #"{"metrics": [{"key": "loss", "value": \#(value)}]}"#
                _ = try await api.send(.post, "\(runs)/\(id)/log", json: entries)
            }
            let list = try await api.send(.get, "\(runs)?order=-metrics.loss&experiment=digits").json.items
            #expect(list.map { $0["metrics"]?["loss"]?["last"] } == [.integer(3), .integer(2), .integer(1), "NaN"])
            let best = try await api.send(.get, "\(runs)?order=min.loss&experiment=digits&limit=1").json
            #expect(best.items.map { $0["metrics"]?["loss"]?["last"] } == [.integer(1)])
            #expect(best["next"]?.text != nil)
        }
    }

    @Test(arguments: [
        "order=loss", "order=min.loss", "status=over", "parent=%20", "experiment=%20", "experiment=", "limit=0",
    ])
    func `a list that cannot be is refused`(_ query: String) async throws {
        try await API.run { api in
            let response = try await api.send(.get, "\(runs)?\(query)")
            #expect(response.status == .badRequest)
        }
    }

    @Test(arguments: [
        #"{"metrics": [{"key": "a"}]}"#, #"{"metrics": [{"key": "", "value": 1}]}"#,
        #"{"metrics": [{"key": "a", "value": "1"}]}"#, #"{"metrics": [{"key": "a", "value": 1e999}]}"#,
        #"{"metrics": [{"key": "a", "value": 1, "step": 1.5}]}"#, #"{"parameters": {"a": 1}}"#,
        #"{"parameters": {"": "1"}}"#, #"{"tags": {"": "1"}}"#,
    ])
    func `entries that cannot be are refused`(_ body: String) async throws {
        try await API.run { api in
            let id = try await api.startRun()
            #expect(try await api.send(.post, "\(runs)/\(id)/log", json: body).status == .badRequest)
        }
    }

    @Test func `an artifact of a run is content under its path`() async throws {
        try await API.run { api in
            let id = try await api.startRun()
            let digest = try await api.upload("text")
            let body = #"{"artifacts": [{"path": "logs/a.txt", "digest": "\#(digest)"}]}"#
            #expect(try await api.send(.post, "\(runs)/\(id)/artifacts", json: body).json.items.count == 1)
            #expect(try await api.send(.get, "\(runs)/\(id)/artifacts?folder=logs").json.items.count == 1)
            #expect(try await api.send(.get, "\(runs)/\(id)/artifacts?folder=log").json.items.isEmpty)
            #expect(try await api.send(.get, "\(runs)/\(id)/artifacts/logs/a.txt").text == "text")
            #expect(try await api.send(.delete, "\(runs)/\(id)/artifacts/logs/a.txt").status == .noContent)
            #expect(try await api.send(.get, "\(runs)/\(id)/artifacts/logs/a.txt").status == .notFound)
        }
    }

    @Test func `a viewer reads runs and writes none`() async throws {
        try await API.run { api in
            let id = try await api.startRun()
            let viewer = try await api.issue(.viewer)
            #expect(try await api.send(.get, "\(runs)/\(id)", token: viewer).status == .ok)
            for (method, path, body) in [
                (HTTPRequest.Method.post, "\(runs)/\(id)/log", "{}"), (.patch, "\(runs)/\(id)", "{}"),
                (.post, "\(runs)/\(id)/artifacts", #"{"artifacts": []}"#), (.post, runs, #"{"experiment": "x"}"#),
            ] {
                #expect(try await api.send(method, path, json: body, token: viewer).status == .forbidden, "\(path)")
            }
        }
    }

    @Test func `an experiment's name may be anything on one line`() async throws {
        try await API.run { api in
            let name = "é / 100% <b>"
            let made = try await api.send(.post, "projects/default/experiments", json: #"{"name": "\#(name)"}"#)
            #expect(made.status == .created)
            let path = "projects/default/experiments/%C3%A9%20%2F%20100%25%20%3Cb%3E"
            #expect(try await api.send(.get, path).json["name"] == .string(name))
            #expect(try await api.send(.delete, path).status == .noContent)
            #expect(try await api.send(.post, "\(path)/undelete").status == .ok)
        }
    }

    @Test func `two runs are compared, one or the same twice are not`() async throws {
        try await API.run { api in
            let (one, two) = (try await api.startRun(), try await api.startRun())
            let comparison = try await api.send(.get, "\(runs)/compare?runs=\(one),\(two)").json
            #expect(comparison["runs"]?.items.count == 2)
            for list in ["", one, "\(one),\(one)", "-x,y"] {
                #expect(try await api.send(.get, "\(runs)/compare?runs=\(list)").status == .badRequest)
            }
        }
    }
}

extension API {
    /// Starts a run in the experiment `digits` and gives its id.
    fileprivate func startRun() async throws -> String {
        let run = try await send(.post, "projects/default/runs", json: #"{"experiment": "digits"}"#)
        #expect(run.status == .created)
        return try #require(try run.json["id"]?.text)
    }
}

extension API {
    /// Makes a run that was called so on another server.
    fileprivate func copyRun(_ called: String) async throws -> Run {
        let project = try Project.Name("default")
        let experiment = try await operations.createTrackedExperiment(
            Experiment.Name("copies"),
            description: "",
            tags: .none,
            artifactLocation: nil,
            in: project,
            as: .system
        )
        let draft = TrackedRunDraft(experiment: experiment.number, foreignID: try TrackedRunID(called))
        return try await operations.createTrackedRun(draft, in: project, as: .system).run
    }
}
