/// A model that a run put down, whether or not it is ever registered, as dialects of experiment tracking know it.
package struct LoggedModel: Sendable, Equatable {
    package let id: ID
    /// The number of the experiment it belongs to.
    package let experimentNumber: Int64
    /// Where the experiment keeps its artifacts if that is not here.
    package let artifactLocation: String?
    package let name: String
    package let status: Status
    package let statusMessage: String
    /// What its author calls its kind, such as `agent`; empty when that was not said.
    package let type: String
    /// The run it came out of.
    package let sourceRun: TrackedRunID?
    package let createdBy: String
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
    package let tags: [String: String]
    package let parameters: [String: String]
    /// By key, those of one key in the order of their moments.
    package let metrics: [LoggedModelMetric]

    package init(
        id: ID,
        experimentNumber: Int64,
        artifactLocation: String?,
        name: String,
        status: Status,
        statusMessage: String,
        type: String,
        sourceRun: TrackedRunID?,
        createdBy: String,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        tags: [String: String],
        parameters: [String: String],
        metrics: [LoggedModelMetric]
    ) {
        self.id = id
        self.experimentNumber = experimentNumber
        self.artifactLocation = artifactLocation
        self.name = name
        self.status = status
        self.statusMessage = statusMessage
        self.type = type
        self.sourceRun = sourceRun
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.tags = tags
        self.parameters = parameters
        self.metrics = metrics
    }

    /// Made here, `m-` and 32 hexadecimal digits; what came from another server keeps what it was called there.
    ///
    ///     id = "m-" (letter | digit | "-" | "_") { letter | digit | "-" | "_" }       255 characters at most
    package struct ID: Grammar {
        package let text: String

        package init(_ text: String) throws(RoostError) {
            let rest = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore }
            guard text.hasPrefix("m-"), follows(text, limit: 255, first: rest, rest: rest), text.utf8.count > 2 else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no identifier of a logged model: it is 'm-' and letters, digits, '-' or '_'"
                )
            }
            self.text = text
        }
    }

    package enum Status: String, Sendable, CaseIterable {
        case pending, ready, failed
    }
}
