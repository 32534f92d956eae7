import Foundation
import RoostClient

extension UserMetric {
    /// A metric as it is typed.
    ///
    ///     definition = name "=" expression
    init(argument: String) throws(RoostError) {
        guard let equals = argument.firstIndex(of: "=") else {
            throw RoostError(
                .invalidArgument,
                "'\(argument)' defines no metric; it looks like worst='min(recall(\"3\"), recall(\"8\"))'"
            )
        }
        try self.init(
            name: argument[..<equals].trimmingCharacters(in: .whitespaces),
            expression: MetricExpression(String(argument[argument.index(after: equals)...]))
        )
    }
}
