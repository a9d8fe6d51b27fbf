// The web app: a bundled file on Linux, as many instances of it as the processor asks for, and a staging
// slot for the version that comes next.

param name string
param location string
param planSku string
param minInstances int
param maxInstances int
param identityId string
param identityClientId string
param tenantId string
param storageAccountName string
param insightsConnectionString string
param workspaceId string
param teamsAppId string
param ssoClientId string
param defaultTimeZone string
param leaverDays int

@description('Runtime of the web app, as App Service spells it.')
param runtime string = 'NODE|24-lts'

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: {
    name: planSku
    capacity: minInstances
  }
  properties: {
    reserved: true
  }
}

// Of the site and of its staging slot.
var siteConfig = {
  linuxFxVersion: runtime
  // As infra/build/flags.mjs says.
  appCommandLine: 'node --max-old-space-size=1024 --enable-source-maps main.mjs'
  healthCheckPath: '/healthz'
  alwaysOn: true
  http20Enabled: true
  ftpsState: 'Disabled'
  minTlsVersion: '1.2'
  scmMinTlsVersion: '1.2'
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // No instance holds state, so nobody needs to come back to the same one.
    clientAffinityEnabled: false
    siteConfig: siteConfig
  }
}

// A new version starts here beside the one that serves, and takes its place once it is ready.
resource staging 'Microsoft.Web/sites/slots@2025-03-01' = {
  parent: app
  name: 'staging'
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: siteConfig
  }
}

// What a version gets, wherever it runs. Apart from the site, because PUBLIC_HOST is known only once the
// site is there; in the slot it is the site's too, since that is where its links lead.
var appSettings = {
  BOT_ID: identityClientId
  BOT_TYPE: 'UserAssignedMSI'
  TENANT_ID: tenantId
  SSO_CLIENT_ID: ssoClientId
  STORAGE_ACCOUNT: storageAccountName
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  PUBLIC_HOST: app.properties.defaultHostName
  TEAMS_APP_ID: teamsAppId
  DEFAULT_TIME_ZONE: defaultTimeZone
  LEAVER_DAYS: string(leaverDays)
  // Seconds between SIGTERM and the end: calls are answered, messages under way get their outcome.
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: '30'
  NODE_ENV: 'production'
  // The bundle is complete as it is uploaded; a build over there would look for a package.json.
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
  // Swapped only once storage lets it in.
  WEBSITE_SWAP_WARMUP_PING_PATH: '/readyz'
  WEBSITE_SWAP_WARMUP_PING_STATUSES: '200'
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(appSettings, {
    ROLE: 'all'
  })
}

// It answers whoever asks it, and writes to nobody.
resource stagingSettings 'Microsoft.Web/sites/slots/config@2025-03-01' = {
  parent: staging
  name: 'appsettings'
  properties: union(appSettings, {
    ROLE: 'web'
  })
}

// What a slot does stays with the slot when two are swapped.
resource slotSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'slotConfigNames'
  properties: {
    appSettingNames: [
      'ROLE'
    ]
  }
}

// Deploying works with an Entra token, so the two passwords that come with a site are switched off.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noDeployPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource noFtpPasswordInStaging 'Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: staging
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noDeployPasswordInStaging 'Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: staging
  name: 'scm'
  properties: {
    allow: false
  }
}

resource scaling 'Microsoft.Insights/autoscalesettings@2022-10-01' = {
  name: name
  location: location
  properties: {
    enabled: true
    targetResourceUri: plan.id
    profiles: [
      {
        name: 'processor'
        capacity: {
          minimum: string(minInstances)
          default: string(minInstances)
          maximum: string(maxInstances)
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'CpuPercentage'
              metricResourceUri: plan.id
              operator: 'GreaterThan'
              threshold: 70
              statistic: 'Average'
              timeAggregation: 'Average'
              timeGrain: 'PT1M'
              timeWindow: 'PT5M'
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT5M'
            }
          }
          {
            metricTrigger: {
              metricName: 'CpuPercentage'
              metricResourceUri: plan.id
              operator: 'LessThan'
              threshold: 30
              statistic: 'Average'
              timeAggregation: 'Average'
              timeGrain: 'PT1M'
              timeWindow: 'PT10M'
            }
            scaleAction: {
              direction: 'Decrease'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT10M'
            }
          }
        ]
      }
    ]
  }
}

// The process logs JSON to its output. HTTP logs are left out: they would hold people's addresses.
// There is no newer version; the only one that is no preview, of 2016, lacks settings by name.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output id string = app.id
output host string = app.properties.defaultHostName
