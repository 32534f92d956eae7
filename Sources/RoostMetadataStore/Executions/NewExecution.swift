import RoostEntities

/// An execution's row to be.
package struct NewExecution: Sendable {
    package var id: Identifier<Execution>
    package var projectID: Identifier<Project>
    package var kind: Execution.Kind
    package var versionID: Identifier<Version>
    package var version: Reference
    package var input: Execution.Input
    package var total: Int?
    /// The version that a training makes.
    package var productID: Identifier<Version>?
    package var result: Execution.Result?
    package var createdBy: String
    package var createdAt: Timestamp

    package init(
        id: Identifier<Execution>,
        projectID: Identifier<Project>,
        kind: Execution.Kind,
        versionID: Identifier<Version>,
        version: Reference,
        input: Execution.Input,
        total: Int?,
        productID: Identifier<Version>? = nil,
        result: Execution.Result? = nil,
        createdBy: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.projectID = projectID
        self.kind = kind
        self.versionID = versionID
        self.version = version
        self.input = input
        self.total = total
        self.productID = productID
        self.result = result
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
