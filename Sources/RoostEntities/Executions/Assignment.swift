import Foundation

/// What a worker process reads on standard input: all it knows of the world.
package struct Assignment: Sendable, Codable {
    /// Where the server listens.
    package let server: URL
    /// Opens the execution and what it needs, nothing else; ends with it.
    package let token: String
    package let project: Project.Name
    package let execution: Identifier<Execution>
    /// The version's files, laid out and read-only.
    package let modelFolder: URL
    /// The execution's own, there again when it is started again; gone after its end.
    package let workFolder: URL
    /// Where features that were computed once are kept for others.
    package let featureFolder: URL
    /// The ONNX Runtime library; `nil` looks in the usual places.
    package let runtimeLibrary: URL?

    package init(
        server: URL,
        token: String,
        project: Project.Name,
        execution: Identifier<Execution>,
        modelFolder: URL,
        workFolder: URL,
        featureFolder: URL,
        runtimeLibrary: URL?
    ) {
        self.server = server
        self.token = token
        self.project = project
        self.execution = execution
        self.modelFolder = modelFolder
        self.workFolder = workFolder
        self.featureFolder = featureFolder
        self.runtimeLibrary = runtimeLibrary
    }
}
