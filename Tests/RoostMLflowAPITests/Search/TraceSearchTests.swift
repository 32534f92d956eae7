import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct TraceSearchTests {
    typealias Field = TraceSearch.Field

    @Test(arguments: [
        ("status = 'OK'", Field.state, SearchTest.equals("OK")),
        ("trace.status IN ('OK', 'ERROR')", .state, .among(["OK", "ERROR"])),
        ("attributes.timestamp_ms >= 5", .started, .number(.isAtLeast, 5)),
        ("execution_time < 5", .duration, .number(.isLess, 5)), ("end_time > 5", .ended, .number(.isGreater, 5)),
        ("name LIKE 'a%'", .tag("mlflow.traceName"), .like("a%", ignoringCase: false)),
        ("run_id = 'r'", .run(orMetadata: "mlflow.sourceRun"), .equals("r")),
        ("metadata.`mlflow.sourceRun` = 'r'", .run(orMetadata: "mlflow.sourceRun"), .equals("r")),
        ("request_metadata.k IS NULL", .metadata("k"), .missing), ("tag.`a b` != 'c'", .tag("a b"), .differs("c")),
        ("feedback.mark > 0.5", .assessment(.feedback, "mark"), .number(.isGreater, 0.5)),
        ("expectation.e IS NOT NULL", .assessment(.expectation, "e"), .present),
        ("prompt = 'p/1'", .prompt, .equals("p/1")), ("issue.id = 'i'", .issue, .equals("i")),
        ("span.type NOT IN ('LLM')", .span(.type), .notAmong(["LLM"])),
        ("text ILIKE '%x%'", .span(.content), .like("%x%", ignoringCase: true)),
        ("span.attributes.`a.b` LIKE '%x'", .span(.content), .like("%\"a.b\"%x%", ignoringCase: false)),
    ]) func `a clause is read`(_ filter: String, _ field: Field, _ test: SearchTest) throws {
        #expect(try TraceSearch.conditions(filter) == [SearchCondition(field, test)])
    }

    @Test(arguments: [
        "nope = 'x'", "metrics.m = 1", "status > 'OK'", "status IS NULL", "timestamp = 'x'", "tags.a = 1",
        "tags.a IN ('x')", "prompt LIKE 'p'", "issue.id != 'i'", "issue.name = 'i'", "span.nope = 'x'", "text = 'x'",
        "span.attributes.a = 'x'", "span.attributes. LIKE 'x'", "span.name IS NULL", "tags.a RLIKE 'x'",
    ]) func `a clause that is none is refused`(_ filter: String) {
        #expect { try TraceSearch.conditions(filter) } throws: { ($0 as? RoostError)?.code == .invalidArgument }
    }

    @Test(arguments: ["feedback.a DESC", "span.name", "issue.id", "nope", "name ASC, name DESC", "text", "metrics.m"])
    func `an order that is none is refused`(_ order: String) {
        let entries = order.split(separator: ", ").map(String.init)
        #expect { try TraceSearch.order(entries) } throws: { ($0 as? RoostError)?.code == .invalidArgument }
    }

    @Test func `an order is read`() throws {
        let sorts = try TraceSearch.order(["timestamp ASC", "tags.a DESC", "request_id"])
        #expect(sorts == [SearchSort(.started), SearchSort(.tag("a"), descending: true), SearchSort(.id)])
    }
}
