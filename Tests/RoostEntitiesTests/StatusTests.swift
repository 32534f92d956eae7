import RoostEntities
import Testing

/// Every status against every event: what the tables do not name is refused.
@Suite struct StatusTests {
    static let versionSteps: [(Version.Status, Version.Event, Version.Status)] = [
        (.created, .seal, .preTrained), (.created, .clone, .cloning), (.cloning, .finishClone, .created),
        (.created, .requestTraining, .pending), (.pending, .startTraining, .training),
        (.training, .requeueTraining, .pending),
        (.training, .finishTraining, .trained), (.preTrained, .startConversion, .converting),
        (.trained, .startConversion, .converting), (.converting, .finishConversion, .trained),
        (.created, .fail, .failed), (.cloning, .fail, .failed), (.pending, .fail, .failed), (.training, .fail, .failed),
        (.converting, .fail, .failed), (.failed, .reopen, .created),
    ]

    static let executionSteps: [(Execution.Status, Execution.Event, Execution.Status)] = [
        (.queued, .start, .running), (.queued, .requestCancel, .cancelled), (.queued, .fail, .failed),
        (.running, .succeed, .succeeded), (.running, .fail, .failed), (.running, .requestCancel, .cancelling),
        (.running, .requeue, .queued), (.cancelling, .succeed, .succeeded), (.cancelling, .fail, .failed),
        (.cancelling, .requestCancel, .cancelling), (.cancelling, .confirmCancel, .cancelled),
        (.cancelling, .requeue, .cancelled),
    ]

    @Test(arguments: Version.Status.allCases, Version.Event.allCases)
    func `a version moves only as the table says`(_ status: Version.Status, _ event: Version.Event) {
        let expected = Self.versionSteps.first { $0.0 == status && $0.1 == event }?.2
        #expect((try? status.after(event)) == expected)
    }

    @Test(arguments: Execution.Status.allCases, Execution.Event.allCases)
    func `an execution moves only as the table says`(_ status: Execution.Status, _ event: Execution.Event) {
        let expected = Self.executionSteps.first { $0.0 == status && $0.1 == event }?.2
        #expect((try? status.after(event)) == expected)
    }

    @Test func `a refused step says what to do`() throws {
        let error = #expect(throws: RoostError.self) { try Version.Status.preTrained.after(.seal) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message.contains("clone it") == true)
    }

    @Test func `what has ended stays ended`() {
        for status in Execution.Status.allCases where status.isFinished {
            #expect(Execution.Event.allCases.allSatisfy { (try? status.after($0)) == nil })
        }
    }
}
