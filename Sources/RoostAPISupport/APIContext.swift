import Hummingbird
import Logging
import RoostEntities
import RoostOperations

/// What is known about a request while it is answered: its id, who asks, where to log.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Whom the request comes from, or why that is not known: what ``IdentifyMiddleware`` found out.
    package var identity: Result<Caller, RoostError>
    /// Names this request in logs and in answers, as ``RequestIDMiddleware`` gave it.
    package var requestID: RequestID

    package init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        identity = .failure(.noToken)
        requestID = RequestID()
    }

    /// Who asks.
    ///
    /// - Throws: `unauthenticated` when the request carries no valid token.
    package var caller: Caller {
        get throws(RoostError) { try identity.get() }
    }
}

extension RoostError {
    static var noToken: RoostError {
        RoostError(
            .unauthenticated,
            "this needs a token: send it as 'Authorization: Bearer <token>'; "
                + "the server wrote the first one to the file 'credentials' in its home folder"
        )
    }
}
