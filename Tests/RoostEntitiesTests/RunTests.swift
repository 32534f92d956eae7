import Foundation
import RoostEntities
import Testing

struct RunTests {
    @Test(arguments: Run.Event.allCases) func `a run moves as the table says`(_ event: Run.Event) {
        let table: [Run.Event: [Run.Status?]] = [
            .schedule: [.scheduled, .scheduled, .scheduled, .scheduled, .scheduled],
            .finish: [.finished, .finished, .finished, nil, nil],
            .fail: [.failed, .failed, nil, .failed, nil],
            .kill: [.killed, .killed, nil, nil, .killed],
            .resume: [.running, .running, .running, .running, .running],
        ]
        #expect(Run.Status.allCases.map { try? $0.after(event) } == table[event])
    }

    @Test(arguments: Run.Status.allCases) func `every status can be asked for`(_ status: Run.Status) throws {
        #expect(try Run.Status.running.after(status.event) == status)
    }

    @Test(arguments: [
        "started", "-started", "name", "-name", "metrics.loss", "-metrics.system/cpu_percent", "min.a.b", "-max.loss",
    ])
    func `an order reads what it writes`(_ text: String) throws {
        #expect(try Run.Order(text).text == text)
    }

    @Test(arguments: ["", "-", "loss", "metrics.", "last.loss", "--started", "started ", "metrics.a\u{7}b"])
    func `what is no order is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Run.Order(text) }
    }

    @Test func `numbers that JSON cannot say survive it`() throws {
        for value in [Double.nan, .infinity, -.infinity, 0, -0.0, 1e-300, .greatestFiniteMagnitude] {
            let point = MetricPoint(key: try Run.Key("loss"), step: -3, at: Timestamp(milliseconds: 7), value: value)
            let back = try JSONDecoder().decode(MetricPoint.self, from: JSONEncoder().encode(point))
            #expect(back.value.bitPattern == value.bitPattern || value.isNaN && back.value.isNaN)
            #expect(back.step == -3 && back.at.milliseconds == 7)
        }
    }

    @Test(arguments: ["\"nan\"", "\"inf\"", "true", "null", "\"1.5\"", "[1]"])
    func `what is no number of a metric is refused`(_ json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([MetricNumber].self, from: Data("[\(json)]".utf8))
        }
    }

    @Test func `a summary follows the steps and then the values, not the order of arrival`() throws {
        let key = try Run.Key("loss")
        let points = [(3, 4.0), (1, .nan), (3, 5), (3, 3), (2, -.infinity)].map { step, value in
            MetricPoint(key: key, step: Int64(step), at: Timestamp(milliseconds: 0), value: value)
        }
        let summary = points.dropFirst().reduce(MetricSummary(points[0])) { $0.adding($1) }
        #expect(summary.last == 5 && summary.step == 3 && summary.count == 5)
        #expect(summary.min == -.infinity && summary.max == 5)
    }

    @Test func `a metric that is never a number has neither least nor greatest`() throws {
        let point = MetricPoint(key: try Run.Key("loss"), value: .nan)
        let summary = MetricSummary(point).adding(point)
        #expect(summary.last.isNaN && summary.min == nil && summary.max == nil)
    }
}
