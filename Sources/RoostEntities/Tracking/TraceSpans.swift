/// Steps of one trace that came together, and what they tell of it.
package struct TraceSpans: Sendable, Hashable {
    package let trace: Trace.ID
    package var spans: [TraceSpan]
    /// The beginning of what went in and of what came out, if the step that is the whole trace tells.
    package var requestPreview: String?
    package var responsePreview: String?
    package var tags: [String: String]

    package init(
        of trace: Trace.ID,
        spans: [TraceSpan] = [],
        requestPreview: String? = nil,
        responsePreview: String? = nil,
        tags: [String: String] = [:]
    ) {
        self.trace = trace
        self.spans = spans
        self.requestPreview = requestPreview
        self.responsePreview = responsePreview
        self.tags = tags
    }

    /// How the trace ended, if the step that is the whole trace is among them.
    package var state: Trace.State? {
        spans.first { $0.parentID == nil }.map { $0.status == .error ? .error : .ok }
    }
}
