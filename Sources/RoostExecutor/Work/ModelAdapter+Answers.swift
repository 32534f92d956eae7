import RoostAdapters
import RoostClient

extension ModelAdapter {
    /// What is wanted, with the task filled in: the version's own if the model can do it, else what it does first.
    ///
    /// - Parameters:
    ///   - wanted: What was asked for.
    ///   - version: The model's.
    /// - Returns: The same, with one of ``tasks``.
    /// - Throws: `invalidArgument` when the model cannot do the task that was asked for.
    func answers(_ wanted: AnswerOptions?, of version: Version) throws(RoostError) -> AnswerOptions {
        var answers = wanted ?? AnswerOptions()
        let own = version.task.flatMap { ModelTask(rawValue: $0) }
        if answers.task == nil, let own, tasks.contains(own) { answers.task = own }
        answers.task = try task(for: answers)
        return answers
    }
}
