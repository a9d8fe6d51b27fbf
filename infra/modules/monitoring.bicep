// Where logs and figures go. Log Analytics holds them; Application Insights reads them.

param name string
param location string

@minValue(30)
@maxValue(730)
@description('Days that logs are kept. Thirty are in the price.')
param retentionInDays int = 30

@minValue(1)
@description('Gigabytes that are taken in a day at most: a loop that logs must not cost a fortune. Everything after that, alarms too, waits for the next day.')
param dailyQuotaGb int = 2

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGb
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
  }
}

output workspaceId string = workspace.id
output connectionString string = insights.properties.ConnectionString
