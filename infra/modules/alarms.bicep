// Who is told when something is wrong, and when. Most figures are the app's own (see
// bot/platform/azure-monitor.ts for their names), some the platform's.

param name string
param location string

@description('The Log Analytics workspace that the figures end up in.')
param workspaceId string

@description('The web app.')
param siteId string

@description('Who is told by e-mail.')
param email string

@description('Minutes that something may be due before it is late. Messages due at one moment take their time.')
param lateMinutes int = 15

@description('Share of messages that Teams may refuse, in percent. A few people always have blocked the bot.')
param refusedPercent int = 10

@description('Answers with a status of 500 and above in five minutes. One alone is told of in the log.')
param failedAnswers int = 10

@description('Starts of one instance in half an hour: deploying and moving to another machine make some.')
param startsOfOne int = 4

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    groupShortName: 'passiton'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource late 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-late'
  location: location
  properties: {
    displayName: 'Pass It On: messages are late, or the app is silent'
    description: 'Something has been due for too long, or no figures came for ten minutes. Look at the page Delivery in the tab: nobody sends, storage is away, or Teams slows us down.'
    severity: 2
    enabled: true
    scopes: [
      workspaceId
    ]
    // The table is empty until the app has run.
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT10M'
    criteria: {
      allOf: [
        {
          // A dead app sends no figures at all: that counts as very late.
          query: 'AppMetrics | where Name == "delivery.oldest_due" | summarize Reports = count(), Seconds = max(Sum) | project Minutes = iff(Reports == 0, 100000.0, Seconds / 60)'
          metricMeasureColumn: 'Minutes'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: lateMinutes
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource parked 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-parked'
  location: location
  properties: {
    displayName: 'Pass It On: messages are parked'
    description: 'Teams did not take a message after all its tries, or called it faulty. The page Delivery in the tab says which code, and replays it.'
    severity: 3
    enabled: true
    scopes: [
      workspaceId
    ]
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "delivery.parked" | project TimeGenerated, Parked = Sum'
          metricMeasureColumn: 'Parked'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource blocked 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-blocked'
  location: location
  properties: {
    displayName: 'Pass It On: nothing is sent'
    description: 'Teams refuses the whole organisation, and the app stopped sending. The page Delivery in the tab says the code and resumes once its cause is gone.'
    severity: 1
    enabled: true
    scopes: [
      workspaceId
    ]
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "delivery.blocked" | project TimeGenerated, Blocked = Sum'
          metricMeasureColumn: 'Blocked'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource refused 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-refused'
  location: location
  properties: {
    displayName: 'Pass It On: Teams refuses many messages'
    description: 'More than the usual few. An app policy may have changed, or the app was taken away from a group of people.'
    severity: 2
    enabled: true
    scopes: [
      workspaceId
    ]
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          // Of fewer than twenty messages one alone would already be a large share.
          query: 'AppMetrics | where Name == "delivery.outcomes" | extend outcome = tostring(Properties.outcome) | summarize Refused = sumif(Sum, outcome in ("refused", "parked")), Everything = sum(Sum) | where Everything >= 20 | project Percent = 100.0 * Refused / Everything'
          metricMeasureColumn: 'Percent'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: refusedPercent
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource unreadable 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-unreadable'
  location: location
  properties: {
    displayName: 'Pass It On: rows cannot be read'
    description: 'Somebody met a row that the app cannot read, and it was left out. The page Delivery says how many; the log says of which kind.'
    severity: 3
    enabled: true
    scopes: [
      workspaceId
    ]
    skipQueryValidation: true
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "delivery.unreadable" | project TimeGenerated, Rows = Sum'
          metricMeasureColumn: 'Rows'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource faults 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-faults'
  location: location
  properties: {
    displayName: 'Pass It On: something failed that should not'
    description: 'A process ended on an error, work failed that nobody waited for, or a night went by without a whole backup. The log lines with the field alarm say which.'
    severity: 2
    enabled: true
    scopes: [
      workspaceId
    ]
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "alarms" | where tostring(Properties.what) in ("exception", "rejection", "backup") | project TimeGenerated, Faults = Sum'
          metricMeasureColumn: 'Faults'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource restarts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-restarts'
  location: location
  properties: {
    displayName: 'Pass It On: an instance starts again and again'
    description: 'It ends soon after it started. The log stream of the web app says why; the memory of the plan may be short.'
    severity: 1
    enabled: true
    scopes: [
      workspaceId
    ]
    skipQueryValidation: true
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: 'AppServiceConsoleLogs | where ResultDescription has "Pass It On is listening" | summarize Started = count() by Host | project Host, Starts = Started'
          metricMeasureColumn: 'Starts'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: startsOfOne
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource failing 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${name}-failing'
  location: 'global'
  properties: {
    description: 'Pass It On: it answers with 500 and above. Somebody in Teams or in the tab sees that something went wrong: the log lines of that time say what.'
    severity: 1
    enabled: true
    scopes: [
      siteId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'failing'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: failedAnswers
        }
      ]
    }
    autoMitigate: true
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${name}-unhealthy'
  location: 'global'
  properties: {
    description: 'Pass It On: an instance does not answer /healthz. App Service takes it out and starts it again; when all are gone nobody is served.'
    severity: 1
    enabled: true
    scopes: [
      siteId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unhealthy'
          metricName: 'HealthCheckStatus'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 100
        }
      ]
    }
    autoMitigate: true
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}
