import RuleLanguage

/// An expression of the rule language, where Foundation has a type of that name too.
typealias RuleExpression = RuleLanguage.Expression
