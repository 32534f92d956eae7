import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

@Suite struct VersionSourceTextTests {
    static let run = "0123456789abcdef01234567"
    static let model = "m-0123456789abcdef0123456789abcdef"

    private func origin(_ text: String) throws -> VersionOrigin {
        try VersionSourceText.origin(of: text, namesModel: false, isPrompt: false)
    }

    @Test func `a source in a run names the run and the path`() throws {
        let id = try TrackedRunID(Self.run)
        let path = try Artifact.Path("a b/c")
        #expect(try origin("runs:/\(Self.run)/a b/c") == .run(id, experiment: nil, path: path))
        #expect(try origin("runs:/\(Self.run)") == .run(id, experiment: nil, path: nil))
        #expect(try origin("mlflow-artifacts:/7/\(Self.run)/artifacts/a%20b/c") == .run(id, experiment: 7, path: path))
        #expect(try origin("mlflow-artifacts:/7/\(Self.run)/artifacts/") == .run(id, experiment: 7, path: nil))
    }

    @Test func `a source in a logged model names the model`() throws {
        let id = try LoggedModel.ID(Self.model)
        #expect(try origin("models:/\(Self.model)") == .loggedModel(id, experiment: nil, path: nil))
        let proxied = "mlflow-artifacts:/7/models/\(Self.model)/artifacts/x"
        #expect(try origin(proxied) == .loggedModel(id, experiment: 7, path: Artifact.Path("x")))
    }

    @Test func `a source that is a version names it`() throws {
        let three = VersionOrigin.version(try Reference("a b:3"))
        #expect(try origin("models:/a b/3") == three && origin("models:/a%20b/3") == three)
        #expect(try origin("mlflow-artifacts:/models/a%20b/3") == three)
        #expect(try origin("models:/m@Best") == .version(Reference("m@Best")))
        #expect(try origin("models:/m/latest") == .version(Reference("m")))
        #expect(try origin("models:/m/Production") == .stage(Model.Name("m"), .production))
    }

    @Test(arguments: [
        "s3://b/a", "https://host/x", "dbfs:/a/b", "hdfs://n:1/x", "gs://b", "S3:/a", "git+ssh://h/a?ref=../b#c",
        "abc:",
        "s3:///a", "s3://b?x=..",
    ])
    func `all else is elsewhere`(_ text: String) throws {
        #expect(try origin(text) == .elsewhere)
    }

    @Test(arguments: [
        "/etc", "file:///etc/passwd", "../../etc", "./x/../../y", "C:\\x", "", "x", "runs:/", "runs://host/\(run)/x",
        "runs:/a b/x", "models:/", "models:/m", "models:/m/x", "models://host/m/1", "mlflow-artifacts:/0/x",
        "mlflow-artifacts://h/0/\(run)/artifacts/x", "http://h/api/2.0/mlflow-artifacts/artifacts/0/x", "s3://b/../c",
        "s3://b/%2e%2e/c", "s3://b/%252e%252e/c", "runs:/\(run)/a/./b", "s3://b/a%00b", "FILE:/x", "s3://b/a\\..\\b",
        "3s://b/a", "s_3://b/a", ":x", "é3://b/a", "s3:..", "s3:/a\n/..",
    ])
    func `a place that nobody may name is refused`(_ text: String) {
        #expect { try origin(text) } throws: { error in
            let error = error as? RoostError
            let message = (error?.cause as? RegistryRefusal)?.message ?? error?.message
            return error?.code == .invalidArgument && message?.hasPrefix("Invalid model version source: ") == true
        }
    }

    @Test func `a prompt has a placeholder for a source, and nothing else does`() throws {
        #expect(try VersionSourceText.origin(of: "dummy-source", namesModel: false, isPrompt: true) == .prompt)
        #expect(throws: RoostError.self) {
            try VersionSourceText.origin(of: "s3://b/x", namesModel: false, isPrompt: true)
        }
        #expect(throws: RoostError.self) { try origin("dummy-source") }
    }
}
