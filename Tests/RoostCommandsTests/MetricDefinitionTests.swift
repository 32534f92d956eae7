import RoostClient
import Testing

@testable import RoostCommands

struct MetricDefinitionTests {
    @Test(arguments: ["mean=(recall_macro + precision_macro) / 2", "mean = (recall_macro + precision_macro) / 2"])
    func `a metric may be typed with blanks round its equals sign`(_ text: String) throws {
        let metric = try UserMetric(argument: text)
        #expect(metric.name == "mean")
        #expect(try [metric].values(over: ["recall_macro": 0.5, "precision_macro": 1]).metrics["mean"] == 0.75)
    }

    @Test(arguments: ["mean", "=1", "Mean=1", "mean=", "mean=1 +"])
    func `what defines no metric is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try UserMetric(argument: text) }
    }
}
