/// One request through an application, as dialects of experiment tracking know it.
package struct Trace: Sendable, Equatable {
    package let id: ID
    /// The number of the experiment it belongs to.
    package let experimentNumber: Int64
    /// Where the experiment keeps its artifacts if that is not here.
    package let artifactLocation: String?
    package var content: Content
    /// In the order in which they came.
    package let assessments: [TraceAssessment]
    /// How many steps are kept as such; 0 when its client sent them as a file of it.
    package let spanCount: Int

    package init(
        id: ID,
        experimentNumber: Int64,
        artifactLocation: String?,
        content: Content,
        assessments: [TraceAssessment],
        spanCount: Int
    ) {
        self.id = id
        self.experimentNumber = experimentNumber
        self.artifactLocation = artifactLocation
        self.content = content
        self.assessments = assessments
        self.spanCount = spanCount
    }

    /// What its client tells of it.
    package struct Content: Sendable, Hashable {
        /// What the application calls the request.
        package var clientID: String?
        package var startedAt: Timestamp
        /// In milliseconds; `nil` while it goes on.
        package var duration: Int64?
        package var state: State
        /// The beginning of what went in.
        package var requestPreview: String?
        /// The beginning of what came out.
        package var responsePreview: String?
        /// What was known when it ended.
        package var metadata: [String: String]
        /// What may be changed later.
        package var tags: [String: String]

        package init(
            clientID: String? = nil,
            startedAt: Timestamp,
            duration: Int64? = nil,
            state: State,
            requestPreview: String? = nil,
            responsePreview: String? = nil,
            metadata: [String: String] = [:],
            tags: [String: String] = [:]
        ) {
            self.clientID = clientID
            self.startedAt = startedAt
            self.duration = duration
            self.state = state
            self.requestPreview = requestPreview
            self.responsePreview = responsePreview
            self.metadata = metadata
            self.tags = tags
        }
    }

    /// Made by the client, `tr-` and 32 hexadecimal digits.
    ///
    ///     id = (letter | digit) { letter | digit | "-" | "_" }       50 characters at most
    package struct ID: Grammar {
        package let text: String

        package init(_ text: String) throws(RoostError) {
            let rest = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore }
            guard follows(text, limit: 50, first: \.isASCIIAlphanumeric, rest: rest) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no identifier of a trace: it is letters, digits, '-' or '_', 50 at most"
                )
            }
            self.text = text
        }
    }

    /// Spelled as its dialect does, for searches compare the text.
    package enum State: String, Sendable, CaseIterable {
        case unspecified = "STATE_UNSPECIFIED"
        case ok = "OK"
        case error = "ERROR"
        case inProgress = "IN_PROGRESS"
    }
}
