import HTTPTypes
import RoostEntities

/// An error that HTTP has a status of its own for, such as a method that a path does not have.
package struct HTTPFailure: Error, Sendable {
    package let status: HTTPResponse.Status
    package let headers: HTTPFields
    package let error: RoostError

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], _ error: RoostError) {
        self.status = status
        self.headers = headers
        self.error = error
    }
}
